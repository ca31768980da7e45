package io.quotegate.cli.serve;

import io.quotegate.cli.option.Durations;
import io.quotegate.cli.option.UsageException;
import io.quotegate.cli.process.CleanStop;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sim}: one simulated venue as a process of its own. */
@Command(
        name = "sim",
        description = "Runs a simulated venue: its WebSocket and REST interfaces on this machine.",
        footer = {
            "",
            "Faults: POST /_sim/fault {\"kind\":\"freeze\",\"for\":\"3s\"} on the REST port; kinds are disconnect, reset,",
            "freeze, slow, garbage, half-frame, refuse, notice, duplicate, reorder, gap, book-gap, book-crossed",
            "and seq-reset."
        },
        mixinStandardHelpOptions = true)
public final class SimCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "VENUE", description = "okx or binance.")
    private String venueName = "";

    @Option(names = "--port", paramLabel = "N", required = true, description = "Where it listens; 0 is any free port.")
    private int port;

    @Option(names = "--rest-port", paramLabel = "N", description = "Where REST is served (default: on --port too).")
    private @Nullable Integer restPort;

    @Option(
            names = "--pairs",
            paramLabel = "A,B",
            split = ",",
            description = "What is traded; without it the nine coins against USDT.")
    private List<String> pairs = new ArrayList<>(Instruments.DEFAULT_SYMBOLS);

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "100",
            description = "Changes of best bid or ask a second over all pairs (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "Same seed, same prices.")
    private long seed;

    @Option(names = "--replay", paramLabel = "FILE", description = "Plays a recording instead of a random walk.")
    private @Nullable Path replay;

    @Option(names = "--speed", paramLabel = "X", defaultValue = "1", description = "How much faster than recorded.")
    private double speed;

    @Option(
            names = "--max-age",
            paramLabel = "D",
            description = "Cuts connections that are this old (default: 24h on binance, 0 for never on okx).")
    private @Nullable String maxAge;

    @Override
    public Integer call() throws Exception {
        SimulatedVenue venue = SimulatedVenue.start(options());
        CleanStop stop = CleanStop.by(venue::close);
        PrintWriter out = spec.commandLine().getOut();
        out.println("simulated " + venueName + " listens on 127.0.0.1:" + venue.port());
        if (venue.restPort() != venue.port()) {
            out.println("  REST on 127.0.0.1:" + venue.restPort());
        }
        out.flush();
        return stop.await();
    }

    private SimulatorOptions options() throws IOException {
        Venue venue = Venue.ofWireName(venueName);
        if (venue == null) {
            throw new UsageException("VENUE: " + venueName + " (expected: okx or binance)");
        }
        if (replay != null && !Files.isReadable(replay)) {
            throw new UsageException("--replay: " + replay + " (expected: a file that can be read)");
        }
        try {
            SimulatorOptions options = SimulatorOptions.of(venue);
            return options.withPort(port)
                    .withRestPort(restPort)
                    .withPairs(pairs)
                    .withRatePerSecond(rate)
                    .withSeed(seed)
                    .withReplay(replay, speed)
                    .withMaxConnectionAge(
                            maxAge == null ? options.maxConnectionAge() : Durations.parse("--max-age", maxAge));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
