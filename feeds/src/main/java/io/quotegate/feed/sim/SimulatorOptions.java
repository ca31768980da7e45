package io.quotegate.feed.sim;

import static java.util.Objects.requireNonNull;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated venue is to be like.
 *
 * @param port             where WebSocket is served, and REST too unless {@code restPort} is given; 0 for any free port
 * @param restPort         where REST and the control interface are served; null for {@code port}
 * @param pairs            what is traded, in our spelling; a replay takes its pairs from the recording instead
 * @param ratePerSecond    changes of best bid and ask a second, over all pairs; a tenth as many trades come on top
 * @param seed             the same seed and pairs give the same sequence of prices
 * @param replay           a recording to play instead of a random walk, or null
 * @param speed            how many times faster than it was recorded
 * @param maxConnectionAge after which a WebSocket connection is cut; zero for never
 */
public record SimulatorOptions(
        Venue venue,
        int port,
        @Nullable Integer restPort,
        List<String> pairs,
        int ratePerSecond,
        long seed,
        @Nullable Path replay,
        double speed,
        Duration maxConnectionAge) {
    public static final int DEFAULT_RATE_PER_SECOND = 100;
    private static final int MAX_RATE_PER_SECOND = 1_000_000;
    private static final int MAX_PORT = 65_535;

    public SimulatorOptions {
        requireNonNull(venue, "venue");
        requireNonNull(maxConnectionAge, "maxConnectionAge");
        pairs = List.copyOf(pairs);
        check(isPort(port), "port", port, "0.." + MAX_PORT);
        check(restPort == null || isPort(restPort), "restPort", restPort, "0.." + MAX_PORT);
        check(!pairs.isEmpty(), "pairs", pairs, "at least one");
        pairs.forEach(pair -> check(Instrument.isSymbol(pair), "pairs", pair, "BASE-QUOTE in upper case"));
        check(pairs.stream().distinct().count() == pairs.size(), "pairs", pairs, "each pair once");
        boolean rateValid = ratePerSecond >= 0 && ratePerSecond <= MAX_RATE_PER_SECOND;
        check(rateValid, "ratePerSecond", ratePerSecond, "0.." + MAX_RATE_PER_SECOND);
        check(speed > 0 && Double.isFinite(speed), "speed", speed, "above 0");
        check(!maxConnectionAge.isNegative(), "maxConnectionAge", maxConnectionAge, "not negative");
    }

    private static boolean isPort(int port) {
        return port >= 0 && port <= MAX_PORT;
    }

    private static void check(boolean valid, String name, @Nullable Object value, String expected) {
        if (!valid) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ')');
        }
    }

    /** Everything at its default: any free port, nine pairs; connections are cut when the venue does. */
    public static SimulatorOptions of(Venue venue) {
        Duration maxAge = VenueModels.of(venue).maxConnectionAge();
        return new SimulatorOptions(
                venue, 0, null, Instruments.DEFAULT_SYMBOLS, DEFAULT_RATE_PER_SECOND, 0, null, 1.0, maxAge);
    }

    public SimulatorOptions withPort(int newPort) {
        return new SimulatorOptions(
                venue, newPort, restPort, pairs, ratePerSecond, seed, replay, speed, maxConnectionAge);
    }

    public SimulatorOptions withRestPort(@Nullable Integer newRestPort) {
        return new SimulatorOptions(
                venue, port, newRestPort, pairs, ratePerSecond, seed, replay, speed, maxConnectionAge);
    }

    public SimulatorOptions withPairs(List<String> newPairs) {
        return new SimulatorOptions(
                venue, port, restPort, newPairs, ratePerSecond, seed, replay, speed, maxConnectionAge);
    }

    public SimulatorOptions withRatePerSecond(int newRatePerSecond) {
        return new SimulatorOptions(
                venue, port, restPort, pairs, newRatePerSecond, seed, replay, speed, maxConnectionAge);
    }

    public SimulatorOptions withSeed(long newSeed) {
        return new SimulatorOptions(
                venue, port, restPort, pairs, ratePerSecond, newSeed, replay, speed, maxConnectionAge);
    }

    public SimulatorOptions withReplay(@Nullable Path newReplay, double newSpeed) {
        return new SimulatorOptions(
                venue, port, restPort, pairs, ratePerSecond, seed, newReplay, newSpeed, maxConnectionAge);
    }

    public SimulatorOptions withMaxConnectionAge(Duration newMaxConnectionAge) {
        return new SimulatorOptions(
                venue, port, restPort, pairs, ratePerSecond, seed, replay, speed, newMaxConnectionAge);
    }
}
