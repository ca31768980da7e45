package io.quotegate.bench.history;

import io.quotegate.bench.DurationConverter;
import io.quotegate.bench.wire.process.Machine;
import io.quotegate.bench.wire.report.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code history}: what the history of many pairs costs the feed and the machine, with and without a store. */
@Command(
        name = "history",
        description = "Publishes trades of many pairs at a steady rate, and measures what publishing one takes and what"
                + " the history thread and the store's thread use, with the store off and on in turn.",
        footer = {
            "",
            "Venue time runs as many times faster as --speed says, so that minutes end, and are written, more often.",
            "Durations are <n>(us|ms|s|m|h|d)."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class HistoryCommand implements Callable<Integer> {
    private static final double NS_PER_US = 1e3;
    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many pairs are traded (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "5000",
            description = "Trades a second over all pairs (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Venue time against real time (default: ${DEFAULT-VALUE}).")
    private int speed;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often with the store off and on, after one round for the compiler"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--measure",
            paramLabel = "T",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "Time measured in each round, after a quarter as much of warming up"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration measure = Duration.ofMinutes(1);

    /** Runs the command and returns its exit code. */
    public static int execute(String... arguments) {
        return new CommandLine(new HistoryCommand()).execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        atLeastOne("--pairs", pairs);
        atLeastOne("--rate", rate);
        atLeastOne("--speed", speed);
        atLeastOne("--rounds", rounds);
        if (measure.isZero()) {
            throw new ParameterException(spec.commandLine(), "--measure: 0 (expected: some time)");
        }
        HistoryLoad load = new HistoryLoad(pairs, rate, speed, measure);
        System.out.println(Machine.here().line());
        List<List<String>> rows = new ArrayList<>();
        Histogram off = HistoryLoad.histogram();
        Histogram on = HistoryLoad.histogram();
        run(load, null, HistoryLoad.histogram()); // for the compiler
        for (int round = 1; round <= rounds; round++) {
            rows.add(row("off, round " + round, run(load, null, off)));
            Path directory = Files.createTempDirectory("quotegate-history");
            rows.add(row("on, round " + round, run(load, directory, on)));
            delete(directory);
        }
        System.out.print(new Table(
                        List.of(
                                "store",
                                "trades/s",
                                "publish p50",
                                "p99",
                                "p99.9",
                                "history thread",
                                "store thread",
                                "rows kept"),
                        rows)
                .markdown());
        System.out.printf(
                Locale.ROOT,
                "publish p99 over all rounds: store off %.2f us, on %.2f us (%.2f x)%n",
                off.getValueAtPercentile(99) / NS_PER_US,
                on.getValueAtPercentile(99) / NS_PER_US,
                (double) on.getValueAtPercentile(99) / off.getValueAtPercentile(99));
        return 0;
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " (expected: 1 or more)");
        }
    }

    private static HistoryLoad.Result run(HistoryLoad load, @Nullable Path store, Histogram into) throws Exception {
        HistoryLoad.Result result = load.run(store);
        into.add(result.publishNs());
        return result;
    }

    private static void delete(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static List<String> row(String name, HistoryLoad.Result result) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.0f", result.perSecond()),
                us(result, 50),
                us(result, 99),
                us(result, 99.9),
                percent(result.historyCores()),
                percent(result.storeCores()),
                String.valueOf(result.rows()));
    }

    private static String us(HistoryLoad.Result result, double percentile) {
        return String.format(Locale.ROOT, "%.2f us", result.publishNs().getValueAtPercentile(percentile) / NS_PER_US);
    }

    private static String percent(double cores) {
        return String.format(Locale.ROOT, "%.1f%%", cores * PERCENT);
    }
}
