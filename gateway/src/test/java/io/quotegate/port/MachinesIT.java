package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two feed nodes and two gateways, each a process on a machine of its own as far as the kernel goes, and clients that want
 * every quote; then one after another is killed, restarted or stopped. By hand only, because what is lost depends on how
 * quick all of them are: {@code -Dquotegate.machine-rounds=10} does so as often, {@code -Dquotegate.machine-rate=1000} with so many quotes a second, {@code -Dquotegate.machine-clients=50} with so
 * many clients.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MachinesIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ROUNDS = Integer.getInteger("quotegate.machine-rounds", 0);
    private static final int RATE = Integer.getInteger("quotegate.machine-rate", 100);
    private static final int CLIENTS = Integer.getInteger("quotegate.machine-clients", 200);
    private static final int PAIRS = 9;
    private static final int AGAIN =
            3; // tries, where this machine did not let a feed node be heard for three heartbeats
    private static final long STOPPED_MS = 2_000;
    private static final Pattern INSTANCE = Pattern.compile("instance +([0-9a-f-]{36})");

    private static PlayedNetwork network;
    private static PlayedMachine feed;
    private static PlayedMachine otherFeed;
    private static PlayedMachine one;
    private static PlayedMachine other;
    private static EveryQuote clients;

    /** What befalls a machine. */
    @FunctionalInterface
    private interface Misfortune {
        void happen() throws IOException, InterruptedException;
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(ROUNDS > 0, "by hand only: -Dquotegate.machine-rounds=1");
        network = PlayedNetwork.make(directory);
        feed = network.machine("feed");
        otherFeed = network.machine("feed2");
        one = network.machine("gateway");
        other = network.machine("gateway2");
        startFeed(feed, 0);
        startFeed(otherFeed, 1);
        serve(one);
        serve(other);
        SimulatedMarket.await("quotes at both gateways", () -> isServing(one) && isServing(other));
        clients = new EveryQuote(List.of(one.gateway(), other.gateway()), CLIENTS);
    }

    private static void startFeed(PlayedMachine machine, int rank) throws IOException {
        machine.start("sim okx --port 19201 --rate " + RATE);
        startNode(machine, rank);
    }

    private static void startNode(PlayedMachine machine, int rank) throws IOException {
        machine.start(
                "feed",
                "feeds.preferred=okx",
                "feeds.max-backoff=1s",
                "venues.okx.ws=ws://127.0.0.1:19201/ws/v5/public",
                "venues.okx.rest=http://127.0.0.1:19201",
                "venues.binance.ws=ws://127.0.0.1:1",
                "venues.binance.rest=http://127.0.0.1:1",
                "cluster.rank=" + rank,
                "cluster.channel=" + channel(machine));
    }

    private static String channel(PlayedMachine machine) {
        return "aeron:udp?control=" + machine.address() + ":9100|control-mode=dynamic";
    }

    private static void serve(PlayedMachine gateway) throws IOException {
        gateway.serve(
                "feeds.source=cluster",
                "feeds.fail-back-after=1s",
                "server.drain=1s",
                "cluster.channel=" + channel(feed) + ',' + channel(otherFeed));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (clients != null) {
            clients.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private static boolean isServing(PlayedMachine gateway) {
        gateway.assertRunning();
        feed.assertRunning();
        return SimulatedMarket.count(gateway.get("/v1/quotes"), "\"stale\":false") == PAIRS && follows(gateway, feed);
    }

    private static boolean follows(PlayedMachine gateway, PlayedMachine node) {
        Matcher instance = INSTANCE.matcher(node.said());
        return instance.find() && gateway.get("/v1/info").contains("\"instance\":\"" + instance.group(1) + '"');
    }

    private static void awaitEverybody() {
        SimulatedMarket.await("everybody is there", clients::areThere);
        clients.listen();
        SimulatedMarket.await("everybody is told of every pair", () -> clients.haveHeard(PAIRS, 2));
    }

    /**
     * Lets something happen, and looks whether everybody has every quote. That is tried again where a feed node was not
     * heard, because then quotes are said to be stale, which nobody can go on from.
     */
    private static void everybodyHasEveryQuote(String what, Misfortune misfortune)
            throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            EveryQuote.Seen seen = new EveryQuote.Seen();
            for (int i = 0; i == 0 || (i < AGAIN && seen.stale > 0); i++) {
                clients.spread();
                awaitEverybody();
                clients.begin();
                misfortune.happen();
                awaitEverybody();
                seen = clients.seen();
                say(what, seen);
            }
            assertThat(seen.begunAnew).as("clients that lost something").isZero();
            assertThat(seen.stale).isZero();
        }
    }

    private static void say(String what, EveryQuote.Seen seen) {
        long[] pausesMs = clients.pausesMs();
        System.out.printf(
                Locale.ROOT,
                "%s: %d of %d clients were cut off, %d went on where they were, %d began anew; the longest without a"
                        + " quote %d ms, in the middle %d, the shortest %d%s%n",
                what,
                seen.cuts,
                CLIENTS,
                seen.recovered,
                seen.begunAnew,
                pausesMs[2],
                pausesMs[1],
                pausesMs[0],
                seen.stale > 0 ? "; this machine was too slow, so it is no proof" : "");
    }

    @AfterEach
    void nothingWasMissedOrToldTwice() {
        if (clients != null) {
            assertThat(clients.wrong()).isEmpty();
        }
    }

    @Test
    @Order(1)
    void aGatewayIsKilled() throws IOException, InterruptedException {
        everybodyHasEveryQuote("a gateway is killed", () -> {
            one.signal("KILL");
            one.awaitEnd();
            awaitEverybody();
            assertThat(clients.seen().recovered + clients.seen().begunAnew).isGreaterThanOrEqualTo(CLIENTS / 2);
            serve(one);
            SimulatedMarket.await("it serves again", () -> isServing(one));
        });
    }

    @Test
    @Order(2)
    void gatewaysAreRestartedOneAfterAnother() throws IOException, InterruptedException {
        everybodyHasEveryQuote("gateways are restarted", () -> {
            for (PlayedMachine gateway : List.of(one, other)) {
                gateway.signal("TERM");
                gateway.awaitEnd();
                awaitEverybody(); // as who restarts it looks whether its clients are elsewhere
                serve(gateway);
                SimulatedMarket.await("it serves again", () -> isServing(gateway));
            }
        });
    }

    @Test
    @Order(3)
    void aGatewayStandsStill() throws IOException, InterruptedException {
        everybodyHasEveryQuote("a gateway stands still", () -> {
            double gaps = one.metric("quotegate_cluster_gaps_total");
            other.signal("STOP");
            TimeUnit.MILLISECONDS.sleep(STOPPED_MS); // which is what befalls it
            other.signal("CONT");
            SimulatedMarket.await("it serves again", () -> isServing(other));
            System.out.printf(
                    Locale.ROOT,
                    "stopped for %d ms, it lost %.0f records%n",
                    STOPPED_MS,
                    other.metric("quotegate_cluster_lost_records_total"));
            assertThat(one.metric("quotegate_cluster_gaps_total"))
                    .as("of the other gateway")
                    .isEqualTo(gaps);
            assertThat(follows(one, feed)).as("the feed node is unharmed").isTrue();
        });
    }

    @Test
    @Order(4)
    void aFeedNodeIsKilled() throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                startNode(feed, 0);
                SimulatedMarket.await("it is followed again", () -> isServing(one) && isServing(other));
            }
            clients.spread();
            awaitEverybody();
            killFeedNode();
        }
    }

    private static void killFeedNode() throws IOException, InterruptedException {
        try (RawSocket status = new RawSocket(one.gateway());
                RawSocket otherStatus = new RawSocket(other.gateway())) {
            List<CompletableFuture<Long>> pauses = new ArrayList<>();
            for (RawSocket each : List.of(status, otherStatus)) {
                subscribe(each, "{\"op\":\"subscribe\",\"channel\":\"status\"}");
                subscribe(each, "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}");
                pauses.add(CompletableFuture.supplyAsync(() -> pauseMs(each)));
            }
            clients.begin();
            feed.signal("KILL");
            for (CompletableFuture<Long> pause : pauses) {
                System.out.printf(Locale.ROOT, "who wants the newest had no quote for %d ms%n", pause.join());
            }
            SimulatedMarket.await("its instance", () -> follows(one, otherFeed) && follows(other, otherFeed));
            awaitEverybody();
            say("a feed node is killed", clients.seen());
            assertThat(clients.seen().begunAnew).isGreaterThanOrEqualTo(CLIENTS);
        }
    }

    private static void subscribe(RawSocket socket, String request) throws IOException {
        socket.sendFrame(request);
        while (!socket.readFrame().contains("subscribed")) {} // what is pushed already
    }

    /** The longest time without a quote, until one comes of another feed node, as status says. */
    private static long pauseMs(RawSocket socket) {
        try {
            long longestNs = 0;
            long lastNs = 0;
            boolean other = false;
            boolean quote = false;
            while (!other || !quote) {
                JsonNode push = JSON.readTree(socket.readFrame());
                quote = push.path("channel").asText().equals("quotes")
                        && !push.path("stale").asBoolean();
                if (push.path("type").asText().equals("switch")) {
                    assertThat(push.path("reason").asText()).isEqualTo("feed_node");
                    other = true;
                }
                long nowNs = System.nanoTime();
                longestNs = quote && lastNs > 0 ? Math.max(longestNs, nowNs - lastNs) : longestNs;
                lastNs = quote ? nowNs : lastNs;
            }
            return TimeUnit.NANOSECONDS.toMillis(longestNs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
