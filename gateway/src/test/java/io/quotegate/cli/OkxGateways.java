package io.quotegate.cli;

import io.quotegate.app.Gateway;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gateways on a simulated OKX, for commands to speak with. */
final class OkxGateways {
    private OkxGateways() {}

    /** A gateway on a free port that offers the files of {@code offered}, with {@code sets} above that. */
    static Gateway start(SimulatedVenue okx, Path offered, String... sets) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "files.record=false",
                "store.path=none",
                "files.dir=" + offered,
                "tls.dir=" + Fork.directory("tls"),
                "feeds.preferred=okx",
                "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public"));
        all.addAll(List.of(sets));
        return Gateway.start(ConfigLoader.load(new ConfigSources(null, Map.of(), all, null)));
    }
}
