package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.process.PassThrough;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bots that were written for Binance, with many streams each that overlap: at a gateway that relays it, and through a proxy
 * that passes their connections through. What the venue sees of them, and what a message costs.
 */
public final class RelayScenario implements Scenario {
    private static final int CLIENTS = 200;
    private static final int STREAMS = 100;
    private static final int QUICK_CLIENTS = 20;
    private static final int QUICK_STREAMS = 10;
    private static final int RATE = 1000;
    private static final int PAIRS = 50;
    private static final long SEED = 11;
    private static final int NEVER = 1 << 30;
    private static final int OWN_CONNECTIONS = 2;
    private static final int SETTLING_LOOKS = 50;
    private static final int SETTLING_LOOK_MS = 100;
    private static final int MOST_REQUESTS = 10; // 1,024 streams in messages of 200, and some pings
    private static final List<String> KINDS =
            List.of("@bookTicker", "@trade", "@ticker", "@miniTicker", "@kline_1m", "@depth@100ms");
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURE = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();

    /**
     * One way to the venue, as the venue itself counts it.
     *
     * @param connections that it has for the clients
     * @param requests    messages that it was sent for them
     * @param streams     that it was asked for, each once for each connection that has it
     * @param repeated    of these, those that another connection had already
     */
    public record Result(
            String way, long connections, long requests, long streams, long repeated, WindowReport window) {}

    /** The bots, and all they want. */
    private record Bots(List<String> subscribe, int streams, int wanted) {}

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Bots bots = bots(settings.quick() ? QUICK_CLIENTS : CLIENTS, settings.quick() ? QUICK_STREAMS : STREAMS);
        List<Result> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (ServerSpec spec : settings.serversOr(ServerSpec.GATEWAY)) {
            if (spec.isGateway()) {
                measure(stage, spec, bots, results, failures);
            } else {
                stage.say("relay: " + spec.label() + " relays nothing, left out");
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%d WebSocket clients of Binance's dialect with %d streams each, %d different ones in all. What the venue"
                        + " has of them is beside the gateway's own connections, from which the relay has what quotes and books"
                        + " are made of. The gateway's CPU time contains both feeds, the relay's connection to the venue and"
                        + " its clients; the proxy's is that of passing bytes through, and it is the venue that sends each"
                        + " client everything then.",
                bots.subscribe().size(),
                bots.streams(),
                bots.wanted());
        return new Section("relay", text, List.of(table(results)), List.of(), results, failures);
    }

    /** Each with streams of its own choice. */
    private static Bots bots(int clients, int streams) {
        List<String> all = new ArrayList<>();
        for (String pair : MarketPairs.of(PAIRS)) {
            KINDS.forEach(kind -> all.add(pair.replace("-", "").toLowerCase(Locale.ROOT) + kind));
        }
        Random random = new Random(SEED);
        Set<String> wanted = new TreeSet<>();
        List<String> subscribe = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Collections.shuffle(all, random);
            List<String> its = all.subList(0, streams);
            wanted.addAll(its);
            subscribe.add("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", its) + "\"],\"id\":1}");
        }
        return new Bots(subscribe, streams, wanted.size());
    }

    private void measure(Stage stage, ServerSpec spec, Bots bots, List<Result> results, List<String> failures)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Stage.Run run = new Stage.Run(
                PeerOptions.Role.PUBLISH,
                WireSettings.firstOr(settings.rates(), RATE),
                PAIRS,
                settings.heap(),
                bots.subscribe().size() + Stage.SPARE_DESCRIPTORS);
        try (RunningServer server = stage.start(spec.with("relay.venues=binance"), run)) {
            int venue = server.venuePorts().get(Venue.BINANCE.code());
            Result relayed = measure(stage, spec.label(), server, venue, bots, server.port(), server.pid());
            results.add(relayed);
            expect("streams asked for a second time", relayed.repeated(), 0, failures);
            expect("connections of the relay", relayed.connections(), 1, failures);
            expect("streams that clients have", ofRelay(server).path("streams").asLong(), bots.wanted(), failures);
            expect(
                    "clients reached",
                    relayed.window().reached(),
                    bots.subscribe().size(),
                    failures);
            if (relayed.requests() > MOST_REQUESTS) {
                failures.add(relayed.requests() + " messages to the venue (expected: at most " + MOST_REQUESTS + ')');
            }
            try (PassThrough proxy = stage.passThrough(venue)) {
                if (proxy == null) {
                    stage.say("relay: neither haproxy nor nginx is installed, nothing to compare with");
                } else {
                    results.add(measure(stage, proxy.name(), server, venue, bots, proxy.port(), proxy.pid()));
                }
            }
        }
    }

    private static void expect(String what, long was, long expected, List<String> failures) {
        if (was != expected) {
            failures.add(what + ": " + was + " (expected: " + expected + ')');
        }
    }

    private Result measure(Stage stage, String way, RunningServer server, int venue, Bots bots, int port, long pid)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        JsonNode before = settled(server, venue);
        WireLoadPlan plan = new WireLoadPlan(
                WireLoadPlan.Kind.SUBSCRIBE,
                port,
                "/stream",
                bots.subscribe().size(),
                bots.subscribe().size(),
                bots.subscribe(),
                1,
                0,
                NEVER,
                false,
                false,
                pid);
        try (LoadProcess load = stage.load("bots", plan)) {
            load.measure(settings.warmUpOr(settings.quick() ? QUICK_WARM_UP : WARM_UP));
            WindowReport window = load.measure(settings.measureOr(MEASURE));
            JsonNode after = json.readTree(server.told(venue, "/_sim/status"));
            Result result = new Result(
                    way,
                    more("connections", before, after),
                    more("messagesReceived", before, after),
                    more("subscriptions", before, after),
                    more("repeated", before, after),
                    window);
            stage.say(line(result));
            return result;
        }
    }

    /** What the venue counts when the gateway itself is connected, for quotes and for books. */
    private JsonNode settled(RunningServer server, int venue) throws IOException, InterruptedException {
        JsonNode status = json.readTree(server.told(venue, "/_sim/status"));
        for (int i = 0; i < SETTLING_LOOKS && status.path("connections").asInt() < OWN_CONNECTIONS; i++) {
            Thread.sleep(SETTLING_LOOK_MS);
            status = json.readTree(server.told(venue, "/_sim/status"));
        }
        return status;
    }

    private static long more(String name, JsonNode before, JsonNode after) {
        return after.path(name).asLong() - before.path(name).asLong();
    }

    /** What the relay says of its way to the venue. */
    private JsonNode ofRelay(RunningServer server) throws IOException, InterruptedException {
        for (JsonNode source :
                json.readTree(server.told(server.port(), "/v1/relay")).path("sources")) {
            if (source.path("source").asText().equals("binance")) {
                return source;
            }
        }
        throw new IOException("the relay has no Binance");
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                "relay through %s: the venue has %d connections more, %d messages, %d streams, %d a second time;"
                        + " %,.0f messages/s, %.2f us CPU each",
                result.way(),
                result.connections(),
                result.requests(),
                result.streams(),
                result.repeated(),
                result.window().rate(),
                result.window().cpuUsPerMessage());
    }

    private static Table table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            WindowReport window = result.window();
            rows.add(List.of(
                    result.way(),
                    number("%,d", result.connections()),
                    number("%,d", result.requests()),
                    number("%,d", result.streams()),
                    number("%,d", result.repeated()),
                    number("%,.0f", window.rate()),
                    number("%.2f", window.cpuUsPerMessage()),
                    number("%.0f%%", window.cores() * 100),
                    number("%,d", window.reached()),
                    number("%.1f", window.rssMib())));
        }
        return new Table(
                List.of(
                        "way",
                        "venue's connections",
                        "messages to it",
                        "streams there",
                        "of these again",
                        "messages/s",
                        "CPU us each",
                        "core used",
                        "clients reached",
                        "RSS MiB"),
                rows);
    }
}
