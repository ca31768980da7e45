package io.quotegate.bench.wire.scenario;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.quotegate.bench.wire.process.H2Load;
import io.quotegate.bench.wire.process.ProcessUse;
import io.quotegate.bench.wire.report.BarChart;
import io.quotegate.bench.wire.report.Picture;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerKind;
import io.quotegate.bench.wire.server.PeerOptions;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Requests over HTTP/2, of plain JSON and of gRPC, by {@code h2load}. */
public final class CallScenario implements Scenario {
    private static final String GET_QUOTE = "/quotegate.v1.QuoteService/GetQuote";
    private static final String JSON_QUOTE = "/v1/quotes/BTC-USDT";
    private static final GetQuoteRequest REQUEST =
            GetQuoteRequest.newBuilder().setPair("BTC-USDT").build();
    private static final int CONNECTIONS = 16;
    private static final int STREAMS = 16;
    private static final int RATE = 100; // of the gateway's feeds, so that there is a quote
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURE = Duration.ofSeconds(8);

    /**
     * One server, asked in one way.
     *
     * @param perSecond answers a second
     * @param cpuUs     microseconds of the server's CPU time for each
     * @param cores     how much of a core that is
     */
    public record Result(String server, String protocol, double perSecond, double cpuUs, double cores) {}

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        if (!H2Load.isInstalled()) {
            stage.say("calls: left out, because h2load is not installed (Debian: nghttp2-client)");
            return Section.of("calls", "Left out: `h2load` is not installed.", List.of(), List.of(), results);
        }
        for (ServerSpec spec : stage.settings().serversOr("quotegate", "grpc-netty", "vertx", "jetty")) {
            PeerKind peer = spec.peer();
            if (peer == null || peer.answersCalls() || peer.answersHttp2()) {
                measure(stage, spec, peer, results);
            } else {
                stage.say("calls: " + spec.label() + " answers neither gRPC nor HTTP/2, left out");
            }
        }
        String text = String.format(
                Locale.ROOT,
                "`h2load` with %d connections of %d streams each: gRPC `GetQuote` and `GET %s`, one quote each.",
                CONNECTIONS,
                STREAMS,
                JSON_QUOTE);
        return Section.of("calls", text, List.of(table(results)), List.of(picture(results)), results);
    }

    private static void measure(Stage stage, ServerSpec spec, @Nullable PeerKind peer, List<Result> results)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Stage.Run run =
                new Stage.Run(PeerOptions.Role.CALL, RATE, settings.pairsOr(MarketPairs.USUAL), settings.heap(), 0);
        try (RunningServer server = stage.start(spec, run)) {
            if (peer == null || peer.answersCalls()) {
                check(server.port());
                Path message = Files.createTempFile("get-quote", ".bin");
                try {
                    Files.write(message, framed());
                    List<String> call = List.of("-d" + message, "-Hcontent-type: application/grpc", "-Hte: trailers");
                    results.add(measure(stage, spec, server, "gRPC", GET_QUOTE, call));
                } finally {
                    Files.delete(message);
                }
            }
            if (peer == null || peer.answersHttp2()) {
                results.add(measure(stage, spec, server, "JSON", JSON_QUOTE, List.of()));
            }
        }
    }

    /** h2load counts an answer of status 200, whatever the call's own status: so one call is looked at. */
    private static void check(int port) throws IOException {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
        try {
            Quote quote = QuoteServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .getQuote(REQUEST);
            if (!quote.getPair().equals(REQUEST.getPair()) || !quote.hasBid()) {
                throw new IOException("GetQuote answered: " + quote);
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private static byte[] framed() {
        byte[] message = REQUEST.toByteArray();
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static Result measure(
            Stage stage, ServerSpec spec, RunningServer server, String protocol, String path, List<String> options)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        H2Load load = stage.h2load();
        String url = "http://127.0.0.1:" + server.port() + path;
        load.run(url, CONNECTIONS, STREAMS, settings.warmUpOr(WARM_UP), options);
        Duration window = settings.measureOr(MEASURE);
        double before = ProcessUse.cpuSeconds(server.pid());
        long answered = load.run(url, CONNECTIONS, STREAMS, window, options);
        double cpuSeconds = ProcessUse.cpuSeconds(server.pid()) - before;
        double seconds = window.toMillis() / 1000.0;
        Result result = new Result(
                spec.label(), protocol, answered / seconds, cpuSeconds * 1e6 / answered, cpuSeconds / seconds);
        stage.say(String.format(
                Locale.ROOT,
                "calls %-10s %s: %,.0f/s, %.2f us CPU each",
                result.server(),
                protocol,
                result.perSecond(),
                result.cpuUs()));
        return result;
    }

    private static Table table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            rows.add(List.of(
                    result.server(),
                    result.protocol(),
                    String.format(Locale.ROOT, "%,.0f", result.perSecond()),
                    String.format(Locale.ROOT, "%.2f", result.cpuUs()),
                    String.format(Locale.ROOT, "%.0f%%", result.cores() * 100)));
        }
        return new Table(List.of("server", "message", "requests/s", "CPU us per request", "core used"), rows);
    }

    private static Picture picture(List<Result> results) {
        List<BarChart.Bar> bars = results.stream()
                .sorted(Comparator.comparingDouble(Result::cpuUs))
                .map(result -> new BarChart.Bar(result.server() + ", " + result.protocol(), result.cpuUs(), 0, true))
                .toList();
        String title = "CPU per request over HTTP/2, by server";
        String axis = "microseconds of server CPU per request";
        return new Picture("calls.svg", title, new BarChart(title, axis, "", bars));
    }
}
