package io.quotegate.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.testing.integration.TestServiceImpl;
import io.quotegate.app.Gateway;
import io.quotegate.app.GatewayOptions;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A gateway that serves gRPC's interoperability tests beside its own services: {@code InteropServer PORT}. */
public final class InteropServer {
    private InteropServer() {}

    /** Serves until it is killed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("arguments: " + arguments.length + " (expected: PORT)");
        }
        start(Integer.parseInt(arguments[0]), Executors.newScheduledThreadPool(2));
        Thread.currentThread().join();
    }

    static Gateway start(int port, ScheduledExecutorService executor) throws IOException {
        List<String> sets = List.of(
                "server.port=" + port,
                "limits.frame=16777215B",
                "store.path=none",
                "files.record=false",
                "tls.dir=" + Fork.directory("tls"),
                "venues.okx.ws=ws://127.0.0.1:1/ws/v5/public",
                "venues.binance.ws=ws://127.0.0.1:1");
        BindableService tests =
                () -> ServerInterceptors.intercept(new TestServiceImpl(executor), TestServiceImpl.interceptors());
        return Gateway.start(
                ConfigLoader.load(new ConfigSources(null, Map.of(), sets, null)),
                GatewayOptions.DEFAULT.withCalls(List.of(tests)));
    }
}
