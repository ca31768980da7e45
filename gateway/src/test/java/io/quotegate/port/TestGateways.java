package io.quotegate.port;

import io.quotegate.app.Gateway;
import io.quotegate.app.GatewayOptions;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gateways for tests: any free port, no venue unless one is set. */
final class TestGateways {
    private TestGateways() {}

    /** A gateway with {@code sets}, whose venues cannot be reached where they are not set. */
    static Gateway start(String... sets) throws IOException {
        return start(GatewayOptions.DEFAULT, sets);
    }

    /** A gateway on {@code okx}, which goes on when the gateway ends. */
    static Gateway startOn(SimulatedVenue okx, String... sets) throws IOException {
        return start(on(okx, sets));
    }

    /** Has {@code gateway}, which was started on {@code okx}, take up {@code sets}; whether it did. */
    static boolean reloadOn(SimulatedVenue okx, Gateway gateway, String... sets) {
        return gateway.reload(() -> config(on(okx, sets)));
    }

    private static String[] on(SimulatedVenue okx, String... sets) {
        List<String> all = new ArrayList<>(List.of(
                "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                "venues.okx.rest=http://127.0.0.1:" + okx.restPort()));
        all.addAll(List.of(sets));
        return all.toArray(String[]::new);
    }

    /** The same, with gRPC services beside our own, or another pause of the game. */
    static Gateway start(GatewayOptions options, String... sets) throws IOException {
        return Gateway.start(config(sets), options.withScrapes(Duration.ZERO));
    }

    private static GatewayConfig config(String... sets) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "files.record=false",
                "store.path=none",
                "tls.dir=" + Fork.directory("tls"),
                "venues.okx.ws=ws://127.0.0.1:1/ws/v5/public",
                "venues.binance.ws=ws://127.0.0.1:1",
                "venues.okx.rest=http://127.0.0.1:1",
                "venues.binance.rest=http://127.0.0.1:1",
                "venues.okx.simulated=true",
                "venues.binance.simulated=true",
                "feeds.max-backoff=1s"));
        all.addAll(List.of(sets));
        return ConfigLoader.load(new ConfigSources(null, Map.of(), all, null));
    }
}
