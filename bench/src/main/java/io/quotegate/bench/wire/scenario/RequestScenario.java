package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.bench.wire.load.Latency;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.report.BarChart;
import io.quotegate.bench.wire.report.Picture;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerKind;
import io.quotegate.bench.wire.server.PeerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Requests and answers, each connection asking again as soon as it is answered. */
public final class RequestScenario implements Scenario {
    private static final String FRAME_REQUEST = "{\"status\":\"OK\",\"data\":\"MARKET BTC\"}";
    private static final String PATH = "/BTC-USDT";
    private static final String QUOTE_PATH = "/v1/quotes/BTC-USDT";
    private static final int RATE = 100; // of the gateway's feeds, so that there is a price
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURE = Duration.ofSeconds(6);

    /**
     * One server, asked in one protocol.
     *
     * @param perSecond answers a second
     * @param cpuUs     microseconds of the server's CPU time for each
     * @param cores     how much of a core that is
     * @param latency   from sending a request to its answer
     */
    public record Result(
            String server,
            String protocol,
            double perSecond,
            double cpuUs,
            double cores,
            Latency latency,
            double rssMib) {
        private static Result of(String server, String protocol, WindowReport window) {
            return new Result(
                    server,
                    protocol,
                    window.rate(),
                    window.cpuUsPerMessage(),
                    window.cores(),
                    window.latency(),
                    window.rssMib());
        }
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        List<Result> results = new ArrayList<>();
        for (ServerSpec spec : settings.serversOr("quotegate", "netty", "vertx", "jetty", "undertow")) {
            if (spec.peer() == null || spec.peer().answers()) {
                measure(stage, spec, results);
            } else {
                stage.say("requests: " + spec.label() + " does not answer requests, left out");
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%d connections, %d requests under way on each. Over WebSocket any message to `%s`, in frames `%s`."
                        + " Over HTTP/1.1 `GET %s`, one quote."
                        + " Where less than a whole core was used, the load was the limit: compare the CPU time.",
                settings.requesters(),
                settings.depth(),
                PATH,
                FRAME_REQUEST,
                QUOTE_PATH);
        return Section.of("requests", text, List.of(table(results)), List.of(picture(results)), results);
    }

    private static void measure(Stage stage, ServerSpec spec, List<Result> results)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Stage.Run run =
                new Stage.Run(PeerOptions.Role.ANSWER, RATE, settings.pairsOr(MarketPairs.USUAL), settings.heap(), 0);
        try (RunningServer server = stage.start(spec, run)) {
            for (Transport transport : settings.transports(spec)) {
                measure(stage, server, transport, results);
            }
        }
    }

    private static void measure(Stage stage, RunningServer server, Transport transport, List<Result> results)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        String label = transport.label(server.spec());
        WireLoadPlan webSocket = WireLoadPlan.request(
                WireLoadPlan.Kind.REQUEST_WEBSOCKET,
                server.port(),
                PATH,
                settings.requesters(),
                "x",
                settings.depth(),
                server.pid());
        results.add(measure(stage, label, "WebSocket", webSocket.withTls(transport.isTls())));
        if (server.framesPort() != 0) {
            WireLoadPlan frames = WireLoadPlan.request(
                    WireLoadPlan.Kind.REQUEST_FRAMES,
                    server.framesPort(),
                    "",
                    settings.requesters(),
                    FRAME_REQUEST,
                    settings.depth(),
                    server.pid());
            results.add(measure(stage, label, "frames", frames.withTls(transport.isTls())));
        }
        PeerKind peer = server.spec().peer();
        if (peer == null || peer.answersHttp()) {
            WireLoadPlan http = WireLoadPlan.request(
                    WireLoadPlan.Kind.REQUEST_HTTP,
                    server.port(),
                    "",
                    settings.requesters(),
                    QUOTE_PATH,
                    settings.depth(),
                    server.pid());
            results.add(measure(stage, label, "HTTP/1.1", http.withTls(transport.isTls())));
        }
    }

    private static Result measure(Stage stage, String label, String protocol, WireLoadPlan plan)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        try (LoadProcess load = stage.load("load", plan)) {
            load.measure(settings.warmUpOr(WARM_UP));
            WindowReport window = load.measure(settings.measureOr(MEASURE));
            Result result = Result.of(label, protocol, window);
            stage.say(String.format(
                    Locale.ROOT,
                    "requests %-9s %s: %,.0f/s, %.2f us CPU each, p50 %,.0f us, p99 %,.0f us",
                    result.server(),
                    protocol,
                    result.perSecond(),
                    result.cpuUs(),
                    result.latency().p50(),
                    result.latency().p99()));
            return result;
        }
    }

    private static Table table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            rows.add(List.of(
                    result.server(),
                    result.protocol(),
                    number("%,.0f", result.perSecond()),
                    number("%.2f", result.cpuUs()),
                    number("%.0f%%", result.cores() * 100),
                    number("%,.0f", result.latency().p50()),
                    number("%,.0f", result.latency().p99()),
                    number("%,.0f", result.latency().p999()),
                    number("%,.0f", result.latency().max()),
                    number("%.0f", result.rssMib())));
        }
        return new Table(
                List.of(
                        "server",
                        "protocol",
                        "requests/s",
                        "CPU us per request",
                        "core used",
                        "p50 us",
                        "p99 us",
                        "p99.9 us",
                        "max us",
                        "RSS MiB"),
                rows);
    }

    private static Picture picture(List<Result> results) {
        List<BarChart.Bar> bars = results.stream()
                .sorted(Comparator.comparingDouble(Result::cpuUs))
                .map(result -> new BarChart.Bar(result.server() + ", " + result.protocol(), result.cpuUs(), 0, true))
                .toList();
        String title = "CPU per request, by server";
        String axis = "microseconds of server CPU per request";
        return new Picture("requests.svg", title, new BarChart(title, axis, "", bars));
    }
}
