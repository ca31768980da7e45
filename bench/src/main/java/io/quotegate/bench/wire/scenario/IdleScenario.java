package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.process.Descriptors;
import io.quotegate.bench.wire.process.ProcessUse;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Many connections that are told next to nothing: what each costs in memory, and whether all of them hear an event. */
public final class IdleScenario implements Scenario {
    private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"channel\":\"status\"}";
    private static final String FAULT = "{\"kind\":\"disconnect\"}";
    private static final int QUICK_CONNECTIONS = 200;
    private static final int RATE = 100;
    private static final Duration SETTLE = Duration.ofSeconds(8); // answers to the subscriptions
    private static final Duration QUICK_SETTLE = Duration.ofSeconds(3);
    private static final Duration HEAR = Duration.ofSeconds(8);
    private static final double KIB = 1024;

    /**
     * One gateway.
     *
     * @param heap          as {@code -Xmx} takes it
     * @param withoutBytes  resident after a garbage collection, before there were connections
     * @param withBytes     the same with them
     * @param heard         connections that had a message after the event
     */
    public record Result(
            String server, String heap, int connections, int open, long withoutBytes, long withBytes, int heard) {
        /** What a connection takes. */
        double bytesEach() {
            return (double) (withBytes - withoutBytes) / connections;
        }
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        int wanted = settings.quick() ? QUICK_CONNECTIONS : settings.idle();
        int count = Descriptors.most(wanted + Stage.SPARE_DESCRIPTORS) - Stage.SPARE_DESCRIPTORS;
        if (count < 1) {
            throw new IOException(
                    "the limit of descriptors is too low (expected: above " + Stage.SPARE_DESCRIPTORS + ')');
        }
        String shortage = count == wanted
                ? ""
                : " Only " + count + " of " + wanted + " connections, because a process may not open more descriptors"
                        + " (`ulimit -Hn`) and the limit may not be raised.";
        List<Result> results = new ArrayList<>();
        for (ServerSpec spec : settings.serversOr(ServerSpec.GATEWAY)) {
            if (spec.isGateway()) {
                results.add(measure(stage, spec, count));
            } else {
                stage.say("idle: " + spec.label() + " has no channel status, left out");
            }
        }
        String text = "WebSocket connections subscribed to channel `status` only. Resident memory after a garbage"
                + " collection (`jcmd GC.run`), with the connections minus without. Then OKX disconnects, and Binance"
                + " takes over; everyone is to hear of it." + shortage;
        if (!shortage.isEmpty()) {
            stage.say("idle:" + shortage);
        }
        return Section.of("idle", text, List.of(table(results)), List.of(), results);
    }

    private static Result measure(Stage stage, ServerSpec spec, int count) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Stage.Run run = new Stage.Run(
                PeerOptions.Role.PUBLISH,
                RATE,
                settings.pairsOr(MarketPairs.USUAL),
                settings.idleHeap(),
                count + Stage.SPARE_DESCRIPTORS);
        try (RunningServer server = stage.start(spec, run)) {
            long without = settledBytes(server.child());
            WireLoadPlan plan = WireLoadPlan.subscribe(server.port(), count, List.of(SUBSCRIBE), server.pid());
            try (LoadProcess load = stage.load("idle", plan)) {
                load.measure(settings.quick() ? QUICK_SETTLE : SETTLE);
                long with = settledBytes(server.child());
                load.begin(HEAR);
                server.fault(server.venuePorts().get(Venue.OKX.code()), FAULT);
                WindowReport heard = load.result();
                Result result = new Result(
                        spec.label(), settings.idleHeap(), count, heard.open(), without, with, heard.reached());
                stage.say(line(result));
                return result;
            }
        }
    }

    /** Resident memory after a collection, when it has stopped falling. */
    private static long settledBytes(Child server) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        for (int i = 0; i < 2; i++) {
            Process collect = new ProcessBuilder(jcmd.toString(), String.valueOf(server.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (collect.waitFor() != 0) {
                throw new IOException("jcmd " + server.pid() + " GC.run failed");
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return ProcessUse.rssBytes(server.pid());
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                "idle %s, -Xmx%s: %,d connections, %.1f KiB each, %,d of them heard the event",
                result.server(),
                result.heap(),
                result.connections(),
                result.bytesEach() / KIB,
                result.heard());
    }

    private static Table table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            rows.add(List.of(
                    result.server(),
                    "-Xmx" + result.heap(),
                    number("%,d", result.connections()),
                    number("%.1f", result.withoutBytes() / KIB / KIB),
                    number("%.1f", result.withBytes() / KIB / KIB),
                    number("%.2f", result.bytesEach() / KIB),
                    number("%,d", result.open()),
                    number("%,d", result.heard())));
        }
        return new Table(
                List.of(
                        "server",
                        "heap",
                        "connections",
                        "RSS MiB without",
                        "RSS MiB with",
                        "KiB each",
                        "open after",
                        "heard the event"),
                rows);
    }
}
