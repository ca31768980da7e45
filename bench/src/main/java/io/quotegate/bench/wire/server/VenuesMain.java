package io.quotegate.bench.wire.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;

/**
 * The process of the simulated venues. Its argument are {@link VenuesOptions} as JSON; it prints a line {@code VENUE
 * listens on 127.0.0.1:PORT} for each, and ends when its input does.
 */
public final class VenuesMain {
    private VenuesMain() {}

    public static void main(String[] arguments) throws Exception {
        VenuesOptions options = new ObjectMapper().readValue(arguments[0], VenuesOptions.class);
        for (Venue venue : Venue.values()) {
            SimulatedVenue simulated = SimulatedVenue.start(SimulatorOptions.of(venue)
                    .withPairs(options.pairs())
                    .withRatePerSecond(options.rate())
                    .withSeed(venue.code()));
            System.out.println(venue.wireName() + " listens on 127.0.0.1:" + simulated.port());
        }
        ControlInput.run(command -> {});
    }
}
