package io.quotegate.feed.sim;

import io.quotegate.market.Venue;
import io.quotegate.text.DurationText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs one simulated venue by hand, for trying clients against it: {@code SimulatorMain okx|binance --port N
 * [--rest-port N] [--pairs A,B] [--rate R] [--seed S] [--replay FILE] [--speed X] [--max-age D]}, with the test class
 * path of this module. The command {@code sim} of the product is another class.
 */
final class SimulatorMain {
    private SimulatorMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Venue venue = Venue.ofWireName(args[0]);
        if (venue == null) {
            throw new IllegalArgumentException("venue: " + args[0] + " (expected: okx or binance)");
        }
        SimulatorOptions options = SimulatorOptions.of(venue);
        for (int i = 1; i + 1 < args.length; i += 2) {
            options = with(options, args[i], args[i + 1]);
        }
        try (SimulatedVenue simulated = SimulatedVenue.start(options)) {
            System.out.println(venue.wireName() + ' ' + simulated.port() + ' ' + simulated.restPort());
            new CountDownLatch(1).await();
        }
    }

    private static SimulatorOptions with(SimulatorOptions options, String name, String value) {
        return switch (name) {
            case "--port" -> options.withPort(Integer.parseInt(value));
            case "--rest-port" -> options.withRestPort(Integer.valueOf(value));
            case "--pairs" -> options.withPairs(List.of(value.split(",", -1)));
            case "--rate" -> options.withRatePerSecond(Integer.parseInt(value));
            case "--seed" -> options.withSeed(Long.parseLong(value));
            case "--replay" -> options.withReplay(Path.of(value), options.speed());
            case "--speed" -> options.withReplay(options.replay(), Double.parseDouble(value));
            case "--max-age" -> options.withMaxConnectionAge(DurationText.parse(value));
            default -> throw new IllegalArgumentException("option: " + name);
        };
    }
}
