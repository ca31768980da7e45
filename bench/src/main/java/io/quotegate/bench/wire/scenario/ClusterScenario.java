package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import io.quotegate.api.DeliveryMode;
import io.quotegate.bench.wire.load.Latency;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.process.Launcher.Order;
import io.quotegate.bench.wire.process.ProcessUse;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.report.Table;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What another machine between venue and client costs: a gateway on the venues, and then a feed node with some gateways that
 * follow it, at the same rate. What a record costs at either, without clients, and how long quotes take to a few clients.
 */
public final class ClusterScenario implements Scenario {
    private static final List<Integer> GATEWAYS = List.of(1, 2, 4);
    private static final int RATE = 5000;
    private static final int SUBSCRIBERS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURE = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final int PORT = 20_000 + (int) (ProcessHandle.current().pid() % 2_000) * 5; // and four behind it
    private static final Pattern HEALTH = Pattern.compile("health +curl http://127\\.0\\.0\\.1:([0-9]+)/");
    private static final String PUBLISHED = "quotegate_cluster_published_records_total";
    private static final String SENT = "quotegate_cluster_bytes_sent_total";
    private static final String TAKEN = "quotegate_cluster_records_total";

    /**
     * One way from the venues to a client.
     *
     * @param gateways      that follow the feed node; 0 where there is none
     * @param recordsPerSecond what the feed node publishes; 0 where there is none
     * @param bytesPerRecord sent by the feed node, for each gateway: Aeron counts copies of a packet once
     * @param feedUs        CPU time of the feed node for each record, with all it does for the venues
     * @param gatewayUs     CPU time of one gateway without clients for each record
     * @param feedCores     how much of a core the feed node uses, or the gateway where there is none
     * @param gatewayCores  how much of a core one gateway without clients uses
     * @param latency       to clients
     * @param missed        quotes missing on the connections whose sequence was checked
     * @param gaps          times that records did not come to the gateway
     * @param retransmits   times that the feed node sent again
     */
    public record Result(
            String way,
            int gateways,
            int quotesPerSecond,
            double recordsPerSecond,
            double bytesPerRecord,
            double feedUs,
            double gatewayUs,
            double feedCores,
            double gatewayCores,
            Latency latency,
            long missed,
            long gaps,
            long retransmits) {}

    /** What was counted at a moment. */
    private record Counts(double seconds, double feedCpu, double gatewayCpu, long published, long sent, long taken) {}

    /** Processes of one way; the first gateway is the one that is measured. */
    record Running(Child venues, Child feedNode, int feedPort, List<RunningServer> gateways) implements AutoCloseable {
        RunningServer gateway() {
            return gateways.get(0);
        }

        Counts counts() throws IOException, InterruptedException {
            return new Counts(
                    System.nanoTime() / 1e9,
                    ProcessUse.cpuSeconds(feedNode.pid()),
                    ProcessUse.cpuSeconds(gateway().pid()),
                    metric(feedPort, PUBLISHED),
                    metric(feedPort, SENT),
                    metric(gateway().port(), TAKEN));
        }

        long metric(int port, String name) throws IOException, InterruptedException {
            Matcher value = Pattern.compile("(?m)^" + name + " ([0-9.eE+]+)")
                    .matcher(gateway().told(port, "/metrics"));
            return value.find() ? (long) Double.parseDouble(value.group(1)) : 0;
        }

        @Override
        public void close() {
            gateways.forEach(RunningServer::close);
            feedNode.close();
            venues.close();
        }
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        int rate = WireSettings.firstOr(settings.rates(), settings.quick() ? RATE / 10 : RATE);
        List<Result> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (ServerSpec spec : settings.serversOr(ServerSpec.GATEWAY)) {
            if (!spec.isGateway()) {
                stage.say("cluster: " + spec.label() + " follows no feed node, left out");
                continue;
            }
            results.add(alone(stage, spec, rate));
            for (int gateways : GATEWAYS) {
                Result result = cluster(stage, spec, rate, gateways);
                results.add(result);
                if (result.missed() > 0 && result.gaps() == 0) {
                    failures.add(
                            result.way() + ": " + result.missed() + " quotes are missing (expected: none, or a gap)");
                }
            }
        }
        String text = String.format(
                Locale.ROOT,
                "%d pairs, %d quotes/s of each of two venues, a tenth as many trades, and the books of all pairs."
                        + " Latency is from reading a quote off the venue's socket, at the gateway or at the feed node, to"
                        + " receiving it, for %d clients of all pairs. Feed node and gateways share one core here, so that"
                        + " each waits for the others. CPU is measured without clients.",
                settings.pairsOr(MarketPairs.USUAL),
                rate,
                WireSettings.firstOr(settings.subscribers(), SUBSCRIBERS));
        return new Section("cluster", text, List.of(table(results)), List.of(), results, failures);
    }

    private static Stage.Run of(WireSettings settings, int rate) {
        return new Stage.Run(PeerOptions.Role.PUBLISH, rate, settings.pairsOr(MarketPairs.USUAL), settings.heap(), 0);
    }

    private static Result alone(Stage stage, ServerSpec spec, int rate) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Stage.Run run = of(settings, rate);
        try (Child venues = stage.venues(run)) {
            List<Integer> ports = Stage.ports(venues);
            try (RunningServer server = Stage.listening(
                    spec, stage.quotegate(spec.label(), "serve", sets(spec, ports), run), null, ports)) {
                server.awaitReady();
                pause(settings.warmUpOr(WARM_UP));
                double before = ProcessUse.cpuSeconds(server.pid());
                Duration window = settings.measureOr(MEASURE);
                pause(window);
                double cores = (ProcessUse.cpuSeconds(server.pid()) - before) / (window.toMillis() / 1e3);
                WindowReport told = quotes(stage, server);
                Result result = new Result(
                        spec.label() + " on venues",
                        0,
                        rate,
                        0,
                        0,
                        0,
                        0,
                        cores,
                        0,
                        told.latency(),
                        told.missed(),
                        0,
                        0);
                stage.say(line(result));
                return result;
            }
        }
    }

    private static List<String> sets(ServerSpec spec, List<Integer> venuePorts) {
        List<String> sets = Stage.onVenues(venuePorts);
        sets.add("venues.okx.rest=http://127.0.0.1:" + venuePorts.get(0));
        sets.add("venues.binance.rest=http://127.0.0.1:" + venuePorts.get(1));
        sets.addAll(spec.settings());
        return sets;
    }

    private static Result cluster(Stage stage, ServerSpec spec, int rate, int gateways)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        try (Running running = start(stage, spec, of(settings, rate), gateways)) {
            pause(settings.warmUpOr(WARM_UP));
            Counts before = running.counts();
            pause(settings.measureOr(MEASURE));
            Counts after = running.counts();
            WindowReport told = quotes(stage, running.gateway());
            double seconds = after.seconds() - before.seconds();
            long published = Math.max(1, after.published() - before.published());
            long taken = Math.max(1, after.taken() - before.taken());
            double feedCpu = after.feedCpu() - before.feedCpu();
            double gatewayCpu = after.gatewayCpu() - before.gatewayCpu();
            Result result = new Result(
                    spec.label() + ", " + gateways + (gateways == 1 ? " gateway" : " gateways"),
                    gateways,
                    rate,
                    published / seconds,
                    (double) (after.sent() - before.sent()) / published,
                    feedCpu * 1e6 / published,
                    gatewayCpu * 1e6 / taken,
                    feedCpu / seconds,
                    gatewayCpu / seconds,
                    told.latency(),
                    told.missed(),
                    running.metric(running.gateway().port(), "quotegate_cluster_gaps_total"),
                    running.metric(running.feedPort(), "quotegate_cluster_retransmits_total"));
            stage.say(line(result));
            return result;
        }
    }

    /** Starts venues, a feed node and so many gateways that follow it, and waits until all have quotes. */
    static Running start(Stage stage, ServerSpec spec, Stage.Run run, int gateways)
            throws IOException, InterruptedException {
        Child venues = stage.venues(run);
        String channel = "cluster.channel=aeron:udp?control=127.0.0.1:" + PORT + "|control-mode=dynamic";
        List<String> sets = sets(spec, Stage.ports(venues));
        sets.add(channel);
        Child feedNode = stage.quotegate("feed node", "feed", sets, run);
        int feedPort = Stage.port(feedNode, HEALTH);
        List<RunningServer> servers = new ArrayList<>();
        for (int i = 0; i < gateways; i++) {
            List<String> following = new ArrayList<>(spec.settings());
            following.addAll(List.of("feeds.source=cluster", channel));
            servers.add(Stage.listening(spec, stage.quotegate(spec.label(), "serve", following, run), null, List.of()));
        }
        for (RunningServer server : servers) {
            server.awaitReady();
        }
        return new Running(venues, feedNode, feedPort, servers);
    }

    private static WindowReport quotes(Stage stage, RunningServer server) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        WireLoadPlan plan = WireLoadPlan.subscribe(
                        server.port(),
                        WireSettings.firstOr(settings.subscribers(), SUBSCRIBERS),
                        Subscriptions.all(DeliveryMode.LATEST).messages(),
                        server.pid())
                .withSpin(settings.spinLoad())
                .withEveryTimed();
        try (LoadProcess load = stage.load("clients", plan, Order.Turn.FIRST)) {
            load.measure(settings.warmUpOr(WARM_UP));
            load.measure(SETTLE);
            return load.measure(settings.measureOr(MEASURE));
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                "cluster %s: p50 %,.0f us, p99 %,.0f us; %,.0f records/s, %.0f bytes each and gateway; %.2f us CPU for"
                        + " each at the feed node, %.2f at a gateway",
                result.way(),
                result.latency().p50(),
                result.latency().p99(),
                result.recordsPerSecond(),
                result.bytesPerRecord(),
                result.feedUs(),
                result.gatewayUs());
    }

    private static Table table(List<Result> results) {
        return new Table(
                List.of(
                        "way",
                        "quotes/s",
                        "records/s",
                        "bytes each and gateway",
                        "p50 us",
                        "p99 us",
                        "p99.9 us",
                        "on venues: core used",
                        "CPU us per record",
                        "each gateway: core used",
                        "CPU us per record",
                        "missed",
                        "gaps",
                        "sent again"),
                results.stream().map(ClusterScenario::row).toList());
    }

    private static List<String> row(Result result) {
        return List.of(
                result.way(),
                number("%,d", result.quotesPerSecond()),
                number("%,.0f", result.recordsPerSecond()),
                number("%.0f", result.bytesPerRecord()),
                number("%,.0f", result.latency().p50()),
                number("%,.0f", result.latency().p99()),
                number("%,.0f", result.latency().p999()),
                number("%.0f%%", result.feedCores() * 100),
                number("%.2f", result.feedUs()),
                number("%.0f%%", result.gatewayCores() * 100),
                number("%.2f", result.gatewayUs()),
                number("%,d", result.missed()),
                number("%,d", result.gaps()),
                number("%,d", result.retransmits()));
    }
}
