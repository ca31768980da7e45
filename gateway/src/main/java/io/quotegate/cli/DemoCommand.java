package io.quotegate.cli;

import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import io.quotegate.config.VenueConfig;
import io.quotegate.config.VenuesConfig;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the gateway on simulated venues, which it reaches over real sockets. */
@Command(
        name = "demo",
        description = "Runs the gateway on simulated venues, without any internet. Quotes say \"simulated\":true.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "N", description = "Sets server.port; 0 is any free one.")
    private @Nullable Integer port;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the configuration; repeatable.")
    private List<String> sets = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        GatewayConfig config = Configs.load(ConfigSources.ofProcess(null, sets, port));
        SimulatedVenue okx = start(Venue.OKX, config);
        SimulatedVenue binance = start(Venue.BINANCE, config);
        GatewayConfig simulated = config.withVenues(venues(okx, binance));
        return GatewayRun.run(simulated, spec.commandLine().getOut(), () -> {
            okx.close();
            binance.close();
        });
    }

    private static SimulatedVenue start(Venue venue, GatewayConfig config) throws Exception {
        return SimulatedVenue.start(SimulatorOptions.of(venue).withPairs(config.pairs()));
    }

    private static VenuesConfig venues(SimulatedVenue okx, SimulatedVenue binance) {
        String okxWs = "ws://127.0.0.1:" + okx.port();
        return new VenuesConfig(
                new VenueConfig(
                        URI.create(okxWs + "/ws/v5/public"),
                        URI.create(okxWs + "/ws/v5/business"),
                        URI.create("http://127.0.0.1:" + okx.restPort()),
                        true),
                new VenueConfig(
                        URI.create("ws://127.0.0.1:" + binance.port()),
                        null,
                        URI.create("http://127.0.0.1:" + binance.restPort()),
                        true));
    }
}
