package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.bench.wire.load.DrainPlan;
import io.quotegate.bench.wire.load.DrainReport;
import io.quotegate.bench.wire.load.DrainReport.Sample;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.process.Descriptors;
import io.quotegate.bench.wire.report.LineChart;
import io.quotegate.bench.wire.report.LineChart.Curve;
import io.quotegate.bench.wire.report.LineChart.Point;
import io.quotegate.bench.wire.report.Picture;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Subscribers of a gateway that is told to end, and lets them go one after another; each comes to another gateway when it
 * was told to.
 */
public final class DrainScenario implements Scenario {
    private static final int SUBSCRIBERS = 10_000;
    private static final int QUICK_SUBSCRIBERS = 500;
    private static final int RATE = 100;
    private static final Duration QUICK_DRAIN = Duration.ofSeconds(3);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    /** Before the last has come back: as long as the drain, at least 4 s, and a second. */
    private static final Duration LEAST_RETURN = Duration.ofSeconds(4);

    private static final Duration SPARE = Duration.ofSeconds(5);

    /** What came of it. */
    public record Result(int subscribers, double drainSeconds, DrainReport report) {
        /** Subscribers that are not where they should be. */
        public int lost() {
            return subscribers - report.back();
        }
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        int wanted = WireSettings.firstOr(settings.subscribers(), settings.quick() ? QUICK_SUBSCRIBERS : SUBSCRIBERS);
        int count = Descriptors.most(wanted + Stage.SPARE_DESCRIPTORS) - Stage.SPARE_DESCRIPTORS;
        Duration drain = settings.quick() ? QUICK_DRAIN : settings.drain();
        Result result = measure(stage, count, drain);
        stage.say(line(result));
        String text = String.format(
                Locale.ROOT,
                "%,d subscribers of one pair over frames; SIGTERM to their gateway, which has `server.drain=%ds`; each"
                        + " comes to a second gateway, on the same core, after the `retryMs` of its `bye`. Half a second a"
                        + " point.",
                count,
                drain.toSeconds());
        List<String> failures = result.lost() == 0 && result.report().untold() == 0
                ? List.of()
                : List.of(result.lost() + " lost, " + result.report().untold() + " not told");
        return new Section("drain", text, List.of(table(result)), pictures(result), result, failures);
    }

    private static Result measure(Stage stage, int count, Duration drain) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Stage.Run run = new Stage.Run(
                PeerOptions.Role.PUBLISH,
                RATE,
                settings.pairsOr(MarketPairs.USUAL),
                settings.heap(),
                count + Stage.SPARE_DESCRIPTORS);
        ServerSpec spec = ServerSpec.parse(ServerSpec.GATEWAY);
        try (RunningServer second = stage.start(spec, run);
                RunningServer first = stage.start(spec.with("server.drain=" + drain.toMillis() + "ms"), run)) {
            DrainPlan plan =
                    new DrainPlan(count, first.port(), first.pid(), second.port(), second.pid(), DrainPlan.Coming.ANEW);
            try (Child subscribers = stage.drained(plan)) {
                Thread.sleep(SETTLE.toMillis());
                Duration returning = drain.compareTo(LEAST_RETURN) > 0 ? drain : LEAST_RETURN;
                first.child().signal("TERM");
                DrainReport report =
                        stage.window(subscribers, drain.plus(returning).plus(SPARE), DrainReport.class);
                return new Result(count, drain.toMillis() / 1000.0, report);
            }
        }
    }

    private static String line(Result result) {
        DrainReport report = result.report();
        return String.format(
                Locale.ROOT,
                "drain: %,d of %,d told, %,d back, %d not told, %d refused, at most %,.0f a second came back",
                report.told(),
                result.subscribers(),
                report.back(),
                report.untold(),
                report.refused(),
                most(report, Sample::returns));
    }

    private static double most(DrainReport report, ToDoubleFunction<Sample> value) {
        return report.samples().stream().mapToDouble(value).max().orElse(0);
    }

    private static Table table(Result result) {
        DrainReport report = result.report();
        return new Table(
                List.of(
                        "subscribers",
                        "drain s",
                        "told",
                        "not told",
                        "refused",
                        "back",
                        "lost",
                        "most goodbyes/s",
                        "most returns/s",
                        "most of a core, first",
                        "second"),
                List.of(List.of(
                        number("%,d", result.subscribers()),
                        number("%.0f", result.drainSeconds()),
                        number("%,d", report.told()),
                        number("%,d", report.untold()),
                        number("%,d", report.refused()),
                        number("%,d", report.back()),
                        number("%,d", result.lost()),
                        number("%,.0f", most(report, Sample::goodbyes)),
                        number("%,.0f", most(report, Sample::returns)),
                        number("%.0f%%", most(report, Sample::firstCores) * 100),
                        number("%.0f%%", most(report, Sample::secondCores) * 100))));
    }

    private static List<Picture> pictures(Result result) {
        DrainReport report = result.report();
        String title = String.format(Locale.ROOT, "%,d subscribers, drained", result.subscribers());
        return List.of(
                picture(
                        "drain-rate.svg",
                        title,
                        "subscribers a second",
                        List.of(
                                curve(report, "told goodbye", 0, Sample::goodbyes),
                                curve(report, "accepted by the second", 1, Sample::returns))),
                picture(
                        "drain-cpu.svg",
                        title,
                        "cores used",
                        List.of(
                                curve(report, "the first gateway", 0, Sample::firstCores),
                                curve(report, "the second", 1, Sample::secondCores))));
    }

    private static Picture picture(String file, String title, String axis, List<Curve> curves) {
        String seconds = "seconds since the first gateway was told to end";
        return new Picture(file, title, new LineChart(title, seconds, axis, LineChart.Scales.LINEAR, curves));
    }

    private static Curve curve(DrainReport report, String name, int colour, ToDoubleFunction<Sample> value) {
        return new Curve(
                name,
                colour,
                true,
                report.samples().stream()
                        .map(sample -> new Point(sample.seconds(), value.applyAsDouble(sample)))
                        .toList());
    }
}
