package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.api.DeliveryMode;
import io.quotegate.bench.wire.load.DownloadPlan;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Subscribers of quotes while others download files over all protocols: how much later quotes come then. */
public final class DownloadScenario implements Scenario {
    private static final int SUBSCRIBERS = 1;
    private static final int RATE = 500;
    private static final List<Integer> QUICK_MIB = List.of(20);
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURE = Duration.ofSeconds(20);
    private static final Duration BEGIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Pattern OPEN = Pattern.compile("^open (.*)");
    private static final Pattern BYTES = Pattern.compile("^bytes (.*)");
    private static final String NAME = "large.bin";
    private static final int MIB = 1024 * 1024;
    private static final int SIZE_MIB = 256;

    /**
     * The quotes of one window.
     *
     * @param downloads under way
     * @param mib       MiB/s they took together
     */
    public record Result(String server, int downloads, double mib, WindowReport quotes) {}

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        try (LargeFile file = new LargeFile(NAME, SIZE_MIB)) {
            for (ServerSpec spec : stage.settings().serversOr(ServerSpec.GATEWAY)) {
                if (spec.isGateway()) {
                    measure(stage, file.offeredBy(spec), results);
                } else {
                    stage.say("downloads: " + spec.label() + " offers no files, left out");
                }
            }
        }
        String text = "Quotes to WebSocket subscribers while a file of " + SIZE_MIB + " MiB is downloaded, again and"
                + " again, over HTTP/1.1, HTTP/2,"
                + " frames, WebSocket and gRPC in"
                + " turn, on the same event loop."
                + " The downloads are clients in"
                + " one process on the core of"
                + " loads; they take so many MiB a"
                + " second together.";
        return Section.of("downloads", text, List.of(table(results)), List.of(), results);
    }

    private static void measure(Stage stage, ServerSpec spec, List<Result> results)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        int subscribers = WireSettings.firstOr(settings.subscribers(), SUBSCRIBERS);
        int rate = WireSettings.firstOr(settings.rates(), RATE);
        try (RunningServer server = stage.publish(spec, rate);
                LoadProcess quotes = stage.timedQuotes(server, subscribers, DeliveryMode.ALL)) {
            quotes.measure(settings.warmUpOr(WARM_UP));
            add(stage, results, new Result(spec.label(), 0, 0, quotes.measure(settings.measureOr(MEASURE))));
            for (int mib : settings.quick() ? QUICK_MIB : settings.downloadMib()) {
                DownloadPlan plan = new DownloadPlan(
                        server.port(), NAME, (long) SIZE_MIB * MIB, settings.downloads(), (long) mib * MIB);
                try (Child downloads = stage.downloads(plan)) {
                    downloads.await(OPEN, ANSWER_WITHIN);
                    quotes.measure(BEGIN);
                    long before = bytes(downloads);
                    WindowReport window = quotes.measure(settings.measureOr(MEASURE));
                    double taken = (bytes(downloads) - before) / window.seconds() / MIB;
                    add(stage, results, new Result(spec.label(), plan.downloads(), taken, window));
                }
            }
        }
    }

    private static long bytes(Child downloads) throws IOException, InterruptedException {
        downloads.send("bytes");
        return Long.parseLong(downloads.await(BYTES, ANSWER_WITHIN));
    }

    private static void add(Stage stage, List<Result> results, Result result) {
        results.add(result);
        stage.say(String.format(
                Locale.ROOT,
                "downloads %s: quotes p50 %,.0f us, p99 %,.0f us beside %d downloads of %.0f MiB/s together",
                result.server(),
                result.quotes().latency().p50(),
                result.quotes().latency().p99(),
                result.downloads(),
                result.mib()));
    }

    private static Table table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            WindowReport quotes = result.quotes();
            rows.add(List.of(
                    result.server(),
                    number("%d", result.downloads()),
                    number("%.0f", result.mib()),
                    number("%,.0f", quotes.rate()),
                    number("%,.0f", quotes.latency().p50()),
                    number("%,.0f", quotes.latency().p99()),
                    number("%,.0f", quotes.latency().p999()),
                    number("%,.0f", quotes.latency().max()),
                    number("%.0f%%", quotes.cores() * 100),
                    number("%.0f", quotes.rssMib()),
                    number("%,d", quotes.missed())));
        }
        return new Table(
                List.of(
                        "server",
                        "downloads",
                        "MiB/s",
                        "quotes/s",
                        "p50 us",
                        "p99 us",
                        "p99.9 us",
                        "max us",
                        "core used",
                        "RSS MiB",
                        "missed"),
                rows);
    }
}
