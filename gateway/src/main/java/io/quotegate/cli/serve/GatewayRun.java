package io.quotegate.cli.serve;

import io.quotegate.app.Gateway;
import io.quotegate.cli.process.CleanStop;
import io.quotegate.config.GatewayConfig;
import io.quotegate.transport.LoopKind;
import io.quotegate.trial.WarmUp;
import java.io.IOException;
import java.io.PrintWriter;

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
        new Announcement(gateway.address()).text().forEach(out::println);
        out.flush();
        return stop.await();
    }
}
