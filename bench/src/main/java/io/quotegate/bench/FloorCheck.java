package io.quotegate.bench;

import io.quotegate.bench.request.RequestBenchmark;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the request benchmarks for a few seconds each and fails if any protocol is below the floor. */
final class FloorCheck {
    private static final double FLOOR = 1_500;

    private FloorCheck() {}

    /** The exit code: 0 if all protocols are above the floor. */
    static int run() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(RequestBenchmark.class.getName())
                        .forks(1)
                        .shouldFailOnError(true)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
        boolean passed = !results.isEmpty();
        System.out.printf(Locale.ROOT, "%nfloor: %.0f requests/s, one connection, one request at a time%n", FLOOR);
        for (RunResult result : results) {
            double rate = result.getPrimaryResult().getScore();
            passed &= rate >= FLOOR;
            System.out.printf(
                    Locale.ROOT,
                    "  %-16s %10.0f requests/s  %s%n",
                    result.getParams().getParam("protocol"),
                    rate,
                    rate >= FLOOR ? "ok" : "BELOW THE FLOOR");
        }
        return passed ? 0 : 1;
    }
}
