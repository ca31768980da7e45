package io.quotegate.trial;

import io.quotegate.config.GatewayConfig;
import io.quotegate.config.VenueConfig;
import io.quotegate.config.VenuesConfig;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A simulated OKX and a simulated Binance in this process, and a configuration that reaches them by sockets. */
public final class SimulatedVenues implements AutoCloseable {
    private final SimulatedVenue okx;
    private final SimulatedVenue binance;

    private SimulatedVenues(SimulatedVenue okx, SimulatedVenue binance) {
        this.okx = okx;
        this.binance = binance;
    }

    /**
     * Starts both with the pairs of {@code config}, on free ports.
     *
     * @param options what is to be different from the simulators' defaults
     * @throws IOException if they cannot listen
     */
    public static SimulatedVenues start(GatewayConfig config, UnaryOperator<SimulatorOptions> options)
            throws IOException {
        SimulatedVenue okx = SimulatedVenue.start(options.apply(of(Venue.OKX, config)));
        try {
            return new SimulatedVenues(okx, SimulatedVenue.start(options.apply(of(Venue.BINANCE, config))));
        } catch (IOException e) {
            okx.close();
            throw e;
        }
    }

    private static SimulatorOptions of(Venue venue, GatewayConfig config) {
        return SimulatorOptions.of(venue).withPairs(config.symbols());
    }

    /** {@code config} with these venues in place of its own. */
    public GatewayConfig in(GatewayConfig config) {
        String okxWs = "ws://127.0.0.1:" + okx.port();
        return config.withVenues(new VenuesConfig(
                new VenueConfig(
                        List.of(URI.create(okxWs + "/ws/v5/public")),
                        URI.create(okxWs + "/ws/v5/business"),
                        List.of(URI.create("http://127.0.0.1:" + okx.restPort())),
                        Optional.empty(),
                        true,
                        1),
                new VenueConfig(
                        List.of(URI.create("ws://127.0.0.1:" + binance.port())),
                        null,
                        List.of(URI.create("http://127.0.0.1:" + binance.restPort())),
                        Optional.empty(),
                        true,
                        1)));
    }

    @Override
    public void close() {
        okx.close();
        binance.close();
    }
}
