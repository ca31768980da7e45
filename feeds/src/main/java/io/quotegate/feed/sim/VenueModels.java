package io.quotegate.feed.sim;

import io.quotegate.feed.sim.binance.BinanceLimits;
import io.quotegate.feed.sim.binance.BinanceModel;
import io.quotegate.feed.sim.okx.OkxHabits;
import io.quotegate.feed.sim.okx.OkxLimits;
import io.quotegate.feed.sim.okx.OkxModel;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.market.Venue;

/** Every venue that can be simulated. Adding one adds a line. Any thread. */
final class VenueModels {
    private VenueModels() {}

    static VenueModel of(Venue venue) {
        return switch (venue) {
            case OKX -> new OkxModel(OkxLimits.OWN, OkxHabits.OWN);
            case BINANCE -> new BinanceModel(BinanceLimits.OWN);
        };
    }
}
