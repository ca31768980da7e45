package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.api.DeliveryMode;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.report.LineChart;
import io.quotegate.bench.wire.report.LineChart.Curve;
import io.quotegate.bench.wire.report.LineChart.Point;
import io.quotegate.bench.wire.report.Picture;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Some subscribers stop reading, because their process is stopped, and go on later: what that costs the others and the
 * server's memory, and what the stopped ones are told.
 */
public final class StoppedScenario implements Scenario {
    private static final int SUBSCRIBERS = 500;
    private static final int QUICK_SUBSCRIBERS = 20;
    private static final int RATE = 5000;
    private static final int QUICK_RATE = 200;
    private static final int STOPPED_SHARE = 5; // one in five is stopped
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration WINDOW = Duration.ofSeconds(5);
    private static final Duration AFTER = Duration.ofSeconds(10);
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final List<String> PHASE_COLUMNS = List.of(
            "server",
            "phase",
            "wanted/s",
            "received/s",
            "CPU us per delivery",
            "core used",
            "p50 us",
            "p99 us",
            "max us",
            "RSS MiB",
            "missed");
    private static final List<String> STOPPED_COLUMNS = List.of(
            "server",
            "stopped",
            "open at the end",
            "closed",
            "messages",
            "drops",
            "missed",
            "unexplained",
            "p50 us",
            "p50 us after that");

    /**
     * What the subscribers that go on reading had in one window.
     *
     * @param seconds since the first window began, at the end of this one
     */
    public record Phase(String name, double seconds, double wanted, WindowReport window) {}

    /**
     * What became of one server.
     *
     * @param stopped  of the subscribers that were stopped, from when they went on
     * @param caughtUp of the same, after that
     */
    public record Result(
            String server, int running, int stopping, List<Phase> phases, WindowReport stopped, WindowReport caughtUp) {
        public Result {
            phases = List.copyOf(phases);
        }
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (ServerSpec spec : stage.settings().serversOr(ServerSpec.GATEWAY)) {
            results.add(measure(stage, spec));
        }
        List<Table> tables = new ArrayList<>();
        tables.add(phases(results));
        tables.add(stopped(results));
        String text = "One subscriber in " + STOPPED_SHARE + " is in a process that is stopped (SIGSTOP) for "
                + stage.settings().stopFor().toSeconds()
                + " s; half of those ask for mode `latest`, half for mode `all`. The first table is of the others. The"
                + " second is of the stopped ones since they went on (SIGCONT): `drops` is what the messages say was left"
                + " out, `missed` what is missing in the sequence of each pair, `unexplained` the messages where the two"
                + " differ. Mode `all` is to be closed: with 4001, or `lost` if the server could not tell them in"
                + " the time it gives to goodbyes.";
        return Section.of("stopped", text, tables, List.of(picture(results)), results);
    }

    private static Result measure(Stage stage, ServerSpec spec) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        boolean quick = settings.quick();
        int all = WireSettings.firstOr(settings.subscribers(), quick ? QUICK_SUBSCRIBERS : SUBSCRIBERS);
        int rate = WireSettings.firstOr(settings.rates(), quick ? QUICK_RATE : RATE);
        int stopping = Math.max(2, all / STOPPED_SHARE);
        int running = Math.max(1, all - stopping);
        List<String> modes = List.of(
                Subscriptions.all(DeliveryMode.LATEST).messages().get(0),
                Subscriptions.all(DeliveryMode.ALL).messages().get(0));
        try (RunningServer server = stage.publish(spec, rate);
                LoadProcess others = stage.load(
                        "running", WireLoadPlan.subscribe(server.port(), running, modes.subList(0, 1), server.pid()));
                LoadProcess sleepers = stage.load(
                        "stopped",
                        WireLoadPlan.subscribe(server.port(), stopping, modes, server.pid())
                                .withChecked(stopping))) {
            Phases phases = new Phases(stage, spec.label(), others, (double) rate * running);
            others.measure(settings.warmUpOr(WARM_UP));
            phases.measureAround(sleepers);
            WindowReport stopped = sleepers.result();
            WindowReport caughtUp = sleepers.measure(QUICK);
            return new Result(spec.label(), running, stopping, phases.all, stopped, caughtUp);
        }
    }

    /** The windows of the subscribers that go on reading. */
    private static final class Phases {
        private final Stage stage;
        private final String server;
        private final LoadProcess load;
        private final double wanted;
        private final long startNs = System.nanoTime();
        private final List<Phase> all = new ArrayList<>();

        Phases(Stage stage, String server, LoadProcess load, double wanted) {
            this.stage = stage;
            this.server = server;
            this.load = load;
            this.wanted = wanted;
        }

        /** Before {@code sleepers} are stopped, while they are, and after; they are being measured then. */
        void measureAround(LoadProcess sleepers) throws IOException, InterruptedException {
            boolean quick = stage.settings().quick();
            Duration window = quick ? QUICK : WINDOW;
            Duration after = quick ? QUICK : AFTER;
            measure("before", window);
            sleepers.child().signal("STOP");
            long untilNs = System.nanoTime() + stage.settings().stopFor().toNanos();
            try {
                while (System.nanoTime() < untilNs) {
                    measure("during", window);
                }
            } finally {
                sleepers.child().signal("CONT");
            }
            sleepers.begin(after);
            measure("after", after);
        }

        private void measure(String name, Duration window) throws IOException, InterruptedException {
            WindowReport report = load.measure(window);
            all.add(new Phase(name, (System.nanoTime() - startNs) / 1e9, wanted, report));
            stage.say(String.format(
                    Locale.ROOT,
                    "stopped %s %s: %,.0f of %,.0f/s, %.3f us per delivery, p99 %,.0f us, %.0f MiB",
                    server,
                    name,
                    report.rate(),
                    wanted,
                    report.cpuUsPerMessage(),
                    report.latency().p99(),
                    report.rssMib()));
        }
    }

    private static Table phases(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            for (Phase phase : result.phases()) {
                WindowReport window = phase.window();
                rows.add(List.of(
                        result.server(),
                        phase.name() + ", to " + number("%.0f", phase.seconds()) + " s",
                        number("%,.0f", phase.wanted()),
                        number("%,.0f", window.rate()),
                        number("%.3f", window.cpuUsPerMessage()),
                        number("%.0f%%", window.cores() * 100),
                        number("%,.0f", window.latency().p50()),
                        number("%,.0f", window.latency().p99()),
                        number("%,.0f", window.latency().max()),
                        number("%.0f", window.rssMib()),
                        number("%,d", window.missed())));
            }
        }
        return new Table(PHASE_COLUMNS, rows);
    }

    private static Table stopped(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            WindowReport window = result.stopped();
            rows.add(List.of(
                    result.server(),
                    number("%,d", result.stopping()),
                    number("%,d", window.open()),
                    closed(window.closed()),
                    number("%,d", window.messages()),
                    number("%,d", window.drops()),
                    number("%,d", window.missed()),
                    number("%,d", window.unexplained()),
                    number("%,.0f", window.latency().p50()),
                    number("%,.0f", result.caughtUp().latency().p50())));
        }
        return new Table(STOPPED_COLUMNS, rows);
    }

    private static String closed(Map<String, Integer> closed) {
        return closed.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Picture picture(List<Result> results) {
        List<Curve> curves = new ArrayList<>();
        for (Result result : results) {
            List<Point> points = result.phases().stream()
                    .map(phase -> new Point(phase.seconds(), phase.window().rssMib()))
                    .toList();
            curves.add(new Curve(result.server(), curves.size(), true, points));
        }
        String title = "Server memory while subscribers are stopped";
        LineChart chart = new LineChart(title, "seconds", "resident MiB", LineChart.Scales.LINEAR, curves);
        return new Picture("stopped-memory.svg", title, chart);
    }
}
