package io.quotegate.cli.serve;

import io.quotegate.app.Gateway;
import io.quotegate.cli.process.CleanStop;
import io.quotegate.config.GatewayConfig;
import io.quotegate.transport.LoopKind;
import io.quotegate.trial.WarmUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;

/** Runs a gateway until the process is told to end. */
final class GatewayRun {
    private GatewayRun() {}

    /** Starts the gateway, says what it listens on, and returns only when the process ends. */
    static int run(GatewayConfig config, PrintWriter out) throws IOException, InterruptedException {
        return run(config, out, () -> {});
    }

    /** The same; {@code after} is run when the gateway has ended. */
    static int run(GatewayConfig config, PrintWriter out, Runnable after) throws IOException, InterruptedException {
        if (config.server().loop() == LoopKind.SPIN) {
            WarmUp.run(config);
        }
        Gateway gateway = Gateway.start(config);
        CleanStop stop = CleanStop.by(() -> {
            gateway.close();
            after.run();
        });
        announce(gateway.address(), out);
        return stop.await();
    }

    /** One line per protocol, each to be pasted into a terminal. */
    private static void announce(InetSocketAddress address, PrintWriter out) {
        String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address.getHostString();
        String place = (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
        String both = host + ' ' + address.getPort();
        out.println("quotegate listens on " + place);
        out.println("  HTTP/1.1   curl http://" + place + "/v1/quotes");
        out.println("  HTTP/2     curl --http2-prior-knowledge http://" + place + "/v1/quotes");
        out.println("  gRPC       grpcurl -plaintext -d '{\"pair\":\"BTC-USDT\"}' " + place
                + " quotegate.v1.QuoteService/GetQuote");
        out.println("  events     curl -N 'http://" + place + "/v1/stream?pairs=BTC-USDT'");
        out.println("  WebSocket  npx wscat -c ws://" + place + "/courses -x hello");
        out.println("  JSON       printf '{\"status\":\"OK\",\"data\":\"MARKET ALL\"}' | nc " + both);
        out.println("  frames     printf '\\0\\0\\0\\015{\"op\":\"ping\"}' | nc " + both + " | tail -c +5");
        out.flush();
    }
}
