package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.bench.wire.load.HandshakePlan;
import io.quotegate.bench.wire.load.HandshakeReport;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerKind;
import io.quotegate.bench.wire.server.PeerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Connections that are made, asked once, answered and closed: plain, over TLS, and over TLS with a ticket of an earlier
 * one. What is asked is a frame, a quote over HTTP/1.1, or for a WebSocket. Peers are asked what they answer, plain.
 */
public final class HandshakeScenario implements Scenario {
    private static final int CONNECTIONS = 16;
    private static final int RATE = 10; // of the gateway's feeds, whose cost is in its CPU time
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURE = Duration.ofSeconds(8);

    /** One server, one kind of connection. */
    public record Result(
            String server, HandshakePlan.Kind kind, HandshakePlan.Question question, HandshakeReport report) {}

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        List<Result> results = new ArrayList<>();
        for (ServerSpec spec : settings.serversOr(
                "quotegate:tls.provider=auto", "quotegate:tls.provider=jdk", "netty", "vertx", "undertow")) {
            if (spec.peer() == null || spec.peer().answers()) {
                measure(stage, spec, results);
            } else {
                stage.say("handshakes: " + spec.label() + " does not answer requests, left out");
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%d connections at a time, each made, asked once, answered and closed: a `ping` in a frame, a quote over"
                        + " HTTP/1.1 (`GET`), or the handshake of a WebSocket. TLS 1.3, certificate of EC P-256. A core"
                        + " could do so many a second as the last column says; where less than a whole core was used the"
                        + " load was the limit.",
                CONNECTIONS);
        return Section.of("handshakes", text, List.of(table(results)), List.of(), results);
    }

    private static void measure(Stage stage, ServerSpec spec, List<Result> results)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Stage.Run run =
                new Stage.Run(PeerOptions.Role.ANSWER, RATE, settings.pairsOr(MarketPairs.USUAL), settings.heap(), 0);
        try (RunningServer server = stage.start(spec, run)) {
            for (HandshakePlan.Kind kind : kinds(spec)) {
                for (HandshakePlan.Question question : questions(spec)) {
                    results.add(measure(stage, server, kind, question));
                }
            }
        }
    }

    private static List<HandshakePlan.Kind> kinds(ServerSpec spec) {
        return spec.isGateway() ? List.of(HandshakePlan.Kind.values()) : List.of(HandshakePlan.Kind.PLAIN);
    }

    private static List<HandshakePlan.Question> questions(ServerSpec spec) {
        PeerKind peer = spec.peer();
        if (peer == null) {
            return List.of(HandshakePlan.Question.values());
        }
        return peer.answersHttp()
                ? List.of(HandshakePlan.Question.GET, HandshakePlan.Question.WEBSOCKET)
                : List.of(HandshakePlan.Question.WEBSOCKET);
    }

    private static Result measure(
            Stage stage, RunningServer server, HandshakePlan.Kind kind, HandshakePlan.Question question)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        HandshakePlan plan = new HandshakePlan(kind, question, server.port(), CONNECTIONS, server.pid());
        try (Child load = stage.handshakes(plan)) {
            stage.window(load, settings.warmUpOr(WARM_UP), HandshakeReport.class);
            HandshakeReport report = stage.window(load, settings.measureOr(MEASURE), HandshakeReport.class);
            Result result = new Result(server.spec().label(), kind, question, report);
            stage.say(line(result));
            return result;
        }
    }

    private static String line(Result result) {
        HandshakeReport report = result.report();
        return String.format(
                Locale.ROOT,
                "handshakes %s %s %s: %,.0f/s, %.0f us CPU each, %,.0f a second and core, %d of %d full, %d failed",
                result.server(),
                word(result.kind()),
                word(result.question()),
                report.rate(),
                report.cpuUsEach(),
                report.perCoreSecond(),
                report.full(),
                report.connections(),
                report.failed());
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static Table table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            HandshakeReport report = result.report();
            rows.add(List.of(
                    result.server(),
                    word(result.kind()),
                    word(result.question()),
                    number("%,.0f", report.rate()),
                    number("%,d", report.full()),
                    number("%,d", report.failed()),
                    number("%.0f", report.cpuUsEach()),
                    number("%.0f%%", report.cores() * 100),
                    number("%,.0f", report.perCoreSecond())));
        }
        return new Table(
                List.of(
                        "server",
                        "connection",
                        "asked",
                        "connections/s",
                        "certificates shown",
                        "failed",
                        "CPU us each",
                        "core used",
                        "per second and core"),
                rows);
    }
}
