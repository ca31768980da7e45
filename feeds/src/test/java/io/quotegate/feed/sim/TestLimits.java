package io.quotegate.feed.sim;

import io.quotegate.feed.VenueRules;
import io.quotegate.market.Venue;
import java.time.Duration;

/** Limits like the venues' own, where a test changes the one it is about. */
final class TestLimits {
    private TestLimits() {}

    /** As the venue has them, but without a limit on handshakes, which tests would run into. */
    static SimulatorLimits of(Venue venue) {
        SimulatorLimits own = SimulatorLimits.of(venue);
        return new SimulatorLimits(
                new VenueRules(10_000, Duration.ofSeconds(1), Duration.ZERO),
                own.maxRequests(),
                own.requestWindow(),
                own.maxRequestBytes(),
                own.maxStreams(),
                own.idleAfter(),
                own.pingEvery(),
                own.pongWithin(),
                own.maxUnsentBytes(),
                own.maxWeight());
    }

    static SimulatorLimits idleAfter(Duration idleAfter) {
        SimulatorLimits own = of(Venue.OKX);
        return new SimulatorLimits(
                own.connects(),
                own.maxRequests(),
                own.requestWindow(),
                own.maxRequestBytes(),
                own.maxStreams(),
                idleAfter,
                own.pingEvery(),
                own.pongWithin(),
                own.maxUnsentBytes(),
                own.maxWeight());
    }

    static SimulatorLimits pings(Duration pingEvery, Duration pongWithin) {
        SimulatorLimits own = of(Venue.BINANCE);
        return new SimulatorLimits(
                own.connects(),
                1000,
                own.requestWindow(),
                own.maxRequestBytes(),
                own.maxStreams(),
                own.idleAfter(),
                pingEvery,
                pongWithin,
                own.maxUnsentBytes(),
                own.maxWeight());
    }

    static SimulatorLimits maxUnsentBytes(Venue venue, int maxUnsentBytes) {
        SimulatorLimits own = of(venue);
        return new SimulatorLimits(
                own.connects(),
                own.maxRequests(),
                own.requestWindow(),
                own.maxRequestBytes(),
                own.maxStreams(),
                own.idleAfter(),
                own.pingEvery(),
                own.pongWithin(),
                maxUnsentBytes,
                own.maxWeight());
    }

    static SimulatorLimits maxWeight(int maxWeight) {
        SimulatorLimits own = of(Venue.BINANCE);
        return new SimulatorLimits(
                own.connects(),
                own.maxRequests(),
                own.requestWindow(),
                own.maxRequestBytes(),
                own.maxStreams(),
                own.idleAfter(),
                own.pingEvery(),
                own.pongWithin(),
                own.maxUnsentBytes(),
                maxWeight);
    }
}
