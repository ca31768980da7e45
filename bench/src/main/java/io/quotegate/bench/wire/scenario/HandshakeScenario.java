package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.bench.wire.load.HandshakePlan;
import io.quotegate.bench.wire.load.HandshakeReport;
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

/** Connections that are made, answered once and closed: plain, over TLS, and over TLS with a ticket of an earlier one. */
public final class HandshakeScenario implements Scenario {
    private static final int CONNECTIONS = 16;
    private static final int RATE = 10; // of the gateway's feeds, whose cost is in its CPU time
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURE = Duration.ofSeconds(8);

    /** One gateway, one kind of connection. */
    public record Result(String server, HandshakePlan.Kind kind, HandshakeReport report) {}

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        List<Result> results = new ArrayList<>();
        for (ServerSpec spec : settings.serversOr("quotegate:tls.provider=auto", "quotegate:tls.provider=jdk")) {
            if (spec.isGateway()) {
                measure(stage, spec, results);
            } else {
                stage.say("handshakes: " + spec.label() + " speaks no TLS, left out");
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%d connections at a time, each made, asked one `ping` in a frame, answered and closed. TLS 1.3, certificate"
                        + " of EC P-256. A core could do so many a second as the last column says; where less than a whole"
                        + " core was used the load was the limit.",
                CONNECTIONS);
        return Section.of("handshakes", text, List.of(table(results)), List.of(), results);
    }

    private static void measure(Stage stage, ServerSpec spec, List<Result> results)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Stage.Run run =
                new Stage.Run(PeerOptions.Role.ANSWER, RATE, settings.pairsOr(MarketPairs.USUAL), settings.heap(), 0);
        try (RunningServer server = stage.start(spec, run)) {
            for (HandshakePlan.Kind kind : HandshakePlan.Kind.values()) {
                HandshakePlan plan = new HandshakePlan(kind, server.port(), CONNECTIONS, server.pid());
                try (Child load = stage.handshakes(plan)) {
                    stage.window(load, settings.warmUpOr(WARM_UP), HandshakeReport.class);
                    HandshakeReport report = stage.window(load, settings.measureOr(MEASURE), HandshakeReport.class);
                    Result result = new Result(spec.label(), kind, report);
                    stage.say(line(result));
                    results.add(result);
                }
            }
        }
    }

    private static String line(Result result) {
        HandshakeReport report = result.report();
        return String.format(
                Locale.ROOT,
                "handshakes %s %s: %,.0f/s, %.0f us CPU each, %,.0f a second and core, %d of %d full, %d failed",
                result.server(),
                result.kind().name().toLowerCase(Locale.ROOT),
                report.rate(),
                report.cpuUsEach(),
                report.perCoreSecond(),
                report.full(),
                report.connections(),
                report.failed());
    }

    private static Table table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            HandshakeReport report = result.report();
            rows.add(List.of(
                    result.server(),
                    result.kind().name().toLowerCase(Locale.ROOT),
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
                        "connections/s",
                        "certificates shown",
                        "failed",
                        "CPU us each",
                        "core used",
                        "per second and core"),
                rows);
    }
}
