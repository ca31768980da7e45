package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.bench.wire.load.DrainPlan;
import io.quotegate.bench.wire.load.DrainReport;
import io.quotegate.bench.wire.load.DrainReport.Sample;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Subscribers to every quote of all pairs whose gateway, one of two that follow a feed node, is told to end: all are ended at
 * once, and each goes on at the other one when it was told to.
 */
public final class ResumeScenario implements Scenario {
    private static final int SUBSCRIBERS = 1_000;
    private static final int QUICK_SUBSCRIBERS = 200;
    private static final int RATE = 100;
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration WATCHED = Duration.ofSeconds(8);
    private static final int LAST_SAMPLES = 6; // three seconds, in which everybody is back

    /**
     * What came of it.
     *
     * @param most  of a core that the second gateway used in half a second
     * @param after of a core that it uses when everybody is back
     */
    public record Result(int subscribers, int quotesPerSecond, double most, double after, DrainReport report) {}

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        int count = WireSettings.firstOr(settings.subscribers(), settings.quick() ? QUICK_SUBSCRIBERS : SUBSCRIBERS);
        int rate = WireSettings.firstOr(settings.rates(), RATE);
        int pairs = settings.pairsOr(MarketPairs.USUAL);
        Stage.Run run =
                new Stage.Run(PeerOptions.Role.PUBLISH, rate, pairs, settings.heap(), count + Stage.SPARE_DESCRIPTORS);
        Result result = measure(stage, run, count);
        stage.say(line(result));
        String text = String.format(
                Locale.ROOT,
                "%,d subscribers to every quote of %d pairs over frames, %d quotes/s of each of two venues; SIGTERM to"
                        + " their gateway ends all of them at once, and each goes on at a second gateway of the same feed"
                        + " node after the `retryMs` of its `bye`. Feed node and gateways share one core.",
                count,
                pairs,
                rate);
        return new Section("resume", text, List.of(table(result)), List.of(), result, failures(result));
    }

    private static Result measure(Stage stage, Stage.Run run, int count) throws IOException, InterruptedException {
        ServerSpec spec = ServerSpec.parse(ServerSpec.GATEWAY);
        try (ClusterScenario.Running running = ClusterScenario.start(stage, spec, run, 2)) {
            RunningServer first = running.gateways().get(0);
            RunningServer second = running.gateways().get(1);
            DrainPlan plan = new DrainPlan(
                    count, first.port(), first.pid(), second.port(), second.pid(), DrainPlan.Coming.RESUMING);
            try (Child subscribers = stage.drained(plan)) {
                Thread.sleep(SETTLE.toMillis());
                first.child().signal("TERM");
                DrainReport report = stage.window(subscribers, WATCHED, DrainReport.class);
                List<Sample> samples = report.samples();
                return new Result(
                        count,
                        run.rate(),
                        cores(samples).max().orElse(0),
                        cores(samples.subList(Math.max(0, samples.size() - LAST_SAMPLES), samples.size()))
                                .average()
                                .orElse(0),
                        report);
            }
        }
    }

    private static DoubleStream cores(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::secondCores);
    }

    private static List<String> failures(Result result) {
        DrainReport report = result.report();
        List<String> failures = new ArrayList<>();
        if (report.back() != result.subscribers()) {
            failures.add(result.subscribers() - report.back() + " are not back");
        }
        if (report.resumed().anew() > 0 || report.resumed().wrong() > 0) {
            failures.add(
                    report.resumed().anew() + " began anew, " + report.resumed().wrong() + " quotes did not follow");
        }
        return failures;
    }

    private static String line(Result result) {
        DrainReport report = result.report();
        return String.format(
                Locale.ROOT,
                "resume: %,d of %,d went on where they were, %d began anew; without a quote p50 %,d ms, p99 %,d ms, at"
                        + " most %,d ms; the second gateway used %.0f%% of a core at most, %.0f%% afterwards",
                report.resumed().recovered(),
                result.subscribers(),
                report.resumed().anew(),
                report.resumed().p50Ms(),
                report.resumed().p99Ms(),
                report.resumed().maxMs(),
                result.most() * 100,
                result.after() * 100);
    }

    private static Table table(Result result) {
        DrainReport report = result.report();
        return new Table(
                List.of(
                        "subscribers",
                        "went on",
                        "began anew",
                        "did not follow",
                        "refused",
                        "without a quote p50 ms",
                        "p99 ms",
                        "at most",
                        "most of a core, second",
                        "afterwards"),
                List.of(List.of(
                        number("%,d", result.subscribers()),
                        number("%,d", report.resumed().recovered()),
                        number("%,d", report.resumed().anew()),
                        number("%,d", report.resumed().wrong()),
                        number("%,d", report.refused()),
                        number("%,d", report.resumed().p50Ms()),
                        number("%,d", report.resumed().p99Ms()),
                        number("%,d", report.resumed().maxMs()),
                        number("%.0f%%", result.most() * 100),
                        number("%.0f%%", result.after() * 100))));
    }
}
