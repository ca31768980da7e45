package io.quotegate.feed.sim;

import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.feed.sim.binance.BinanceLimits;
import io.quotegate.feed.sim.binance.BinanceModel;
import io.quotegate.feed.sim.okx.OkxHabits;
import io.quotegate.feed.sim.okx.OkxLimits;
import io.quotegate.feed.sim.okx.OkxModel;
import io.quotegate.feed.sim.venue.ConnectionLimits;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.market.Venue;
import java.time.Duration;

/** The venues with limits like their own, where a test changes the one it is about. */
public final class TestModels {
    private TestModels() {}

    /** As the venue has them. */
    public static VenueModel own(Venue venue) {
        return VenueModels.of(venue);
    }

    private static ConnectionLimits limits(ConnectionLimits own, int maxRequests, int maxUnsentBytes) {
        return new ConnectionLimits(
                new VenueRules(10_000, Duration.ofSeconds(1), Duration.ZERO),
                maxRequests,
                own.requestWindow(),
                own.maxRequestBytes(),
                maxUnsentBytes);
    }

    private static VenueModel okx(int maxUnsentBytes, Duration idleAfter) {
        ConnectionLimits own = OkxLimits.OWN.connection();
        return new OkxModel(new OkxLimits(limits(own, own.maxRequests(), maxUnsentBytes), idleAfter), OkxHabits.OWN);
    }

    private static VenueModel binance(
            int maxRequests, int maxUnsentBytes, Duration pingEvery, Duration pongWithin, int maxWeight) {
        BinanceLimits own = BinanceLimits.OWN;
        return new BinanceModel(new BinanceLimits(
                limits(own.connection(), maxRequests, maxUnsentBytes),
                own.maxStreams(),
                pingEvery,
                pongWithin,
                maxWeight));
    }

    /** As the venue has them, but without a limit on handshakes, which tests would run into; the others below too. */
    static VenueModel of(Venue venue) {
        return maxUnsentBytes(venue, VenueModels.of(venue).limits().maxUnsentBytes());
    }

    static VenueModel idleAfter(Duration idleAfter) {
        return okx(OkxLimits.OWN.connection().maxUnsentBytes(), idleAfter);
    }

    static VenueModel pings(Duration pingEvery, Duration pongWithin) {
        BinanceLimits own = BinanceLimits.OWN;
        return binance(1000, own.connection().maxUnsentBytes(), pingEvery, pongWithin, own.maxWeight());
    }

    static VenueModel maxUnsentBytes(Venue venue, int maxUnsentBytes) {
        BinanceLimits binance = BinanceLimits.OWN;
        return switch (venue) {
            case OKX -> okx(maxUnsentBytes, OkxLimits.OWN.idleAfter());
            case BINANCE ->
                binance(
                        binance.connection().maxRequests(),
                        maxUnsentBytes,
                        binance.pingEvery(),
                        binance.pongWithin(),
                        binance.maxWeight());
        };
    }

    static VenueModel maxWeight(int maxWeight) {
        BinanceLimits own = BinanceLimits.OWN;
        return binance(
                own.connection().maxRequests(),
                own.connection().maxUnsentBytes(),
                own.pingEvery(),
                own.pongWithin(),
                maxWeight);
    }
}
