package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.app.FeedNode;
import io.quotegate.app.Gateway;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Two feed nodes and two gateways on this machine, each with an embedded media driver of Aeron's, on one simulated venue. In
 * their order: what one test ends, the next finds ended.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PORTS = 4; // of a channel: one for each stream, and one for requests

    private static SimulatedVenue okx;
    private static FeedNode first;
    private static FeedNode second;
    private static Gateway one;
    private static Gateway other; // comes late
    private static String channels;

    @BeforeAll
    static void start() throws IOException {
        okx = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
        String firstChannel = channel();
        String secondChannel = channel();
        channels = firstChannel + ',' + secondChannel;
        first = feed(firstChannel, 0, "feeds.books=true");
        second = feed(secondChannel, 1, "feeds.books=false"); // a venue lets one address connect three times a second
        one = gateway();
        other = one;
        SimulatedMarket.await("quotes at the gateway", () -> quoted(one) == 9);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        okx.close(); // the feed nodes are ended by the tests
    }

    /** A channel whose ports are free. */
    private static String channel() throws IOException {
        while (true) {
            int port;
            try (DatagramSocket any = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                port = any.getLocalPort();
            }
            if (port < 65_000 && areFree(port)) {
                return "aeron:udp?control=127.0.0.1:" + port + "|control-mode=dynamic";
            }
        }
    }

    private static boolean areFree(int port) {
        for (int i = 0; i < PORTS; i++) {
            try (DatagramSocket probe = new DatagramSocket(port + i, InetAddress.getLoopbackAddress())) {
                assertThat(probe.isBound()).isTrue();
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static FeedNode feed(String channel, int rank, String books) throws IOException {
        return FeedNode.start(ConfigLoader.load(new ConfigSources(
                null,
                Map.of(),
                List.of(
                        "server.event-loops=1",
                        "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                        "venues.okx.rest=http://127.0.0.1:" + okx.restPort(),
                        "feeds.preferred=okx",
                        books,
                        "cluster.channel=" + channel,
                        "cluster.rank=" + rank),
                null)));
    }

    private static Gateway gateway() throws IOException {
        return TestGateways.start(
                "feeds.source=cluster",
                "cluster.channel=" + channels,
                "server.event-loops=1",
                "feeds.fail-back-after=100ms");
    }

    private static String get(Gateway gateway, String path) {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            return socket.send("GET " + path + " HTTP/1.0\r\n\r\n").readToEnd();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    private static int quoted(Gateway gateway) {
        return SimulatedMarket.count(get(gateway, "/v1/quotes"), "\"stale\":false");
    }

    private static boolean isFollowing(Gateway gateway, FeedNode node) {
        return get(gateway, "/v1/info").contains("\"instance\":\"" + node.instance() + '"');
    }

    private static WebSocketProbe subscribe(Gateway gateway, String channel, String more) throws IOException {
        WebSocketProbe client = new WebSocketProbe(gateway.address(), "/v1/stream");
        client.text("{\"op\":\"subscribe\",\"channel\":\"" + channel + "\"" + more + "}");
        return client;
    }

    @Test
    @Order(1)
    void servesWhatTheFeedNodeOfTheLowestRankTellsByItsNumbers() throws IOException {
        SimulatedMarket.await("the first feed node", () -> isFollowing(one, first));
        SimulatedMarket.await(
                "a venue of it", () -> get(one, "/v1/venues").contains("\"venue\":\"okx\",\"state\":\"live\""));
        SimulatedMarket.await("quotes", () -> get(one, "/readyz").contains("200 OK"));
        SimulatedMarket.await("trades", () -> get(one, "/v1/trades/BTC-USDT").contains("\"price\""));
        SimulatedMarket.await("a book", () -> get(one, "/v1/books/BTC-USDT").contains("\"bids\":[["));
        SimulatedMarket.await("300 quotes in order", () -> isInOrder(one));
        assertThat(get(one, "/metrics")).contains("quotegate_cluster_up 1.0", "quotegate_cluster_rank 0.0");
    }

    @Test
    @Order(0)
    void countsWhatTheDocumentExplainsAndNothingElse() throws IOException {
        Path document = Path.of(System.getProperty("basedir", ".")).resolve("../docs/OPERATIONS.md");
        Set<String> explained = Pattern.compile("quotegate_cluster_\\w+")
                .matcher(Files.readString(document))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(get(one, "/metrics")
                        .lines()
                        .filter(line -> line.startsWith("# TYPE quotegate_cluster_"))
                        .map(line -> line.split(" ")[2]))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(explained);
    }

    /**
     * Whether the next quotes of all pairs are in order, by the numbers of the first feed node. They are not where this
     * machine did not let any of it run for three heartbeats, so that it counts as silent.
     */
    private static boolean isInOrder(Gateway gateway) {
        try (WebSocketProbe client = subscribe(gateway, "quotes", ",\"pairs\":[\"*\"],\"mode\":\"all\"")) {
            if (!JSON.readTree(read(client)).path("instance").asText().equals(first.instance())) {
                return false;
            }
            Map<String, Long> last = new HashMap<>();
            for (int i = 0; i < 300; i++) {
                JsonNode quote = JSON.readTree(read(client));
                long seq = quote.path("seq").asLong();
                Long before = last.put(quote.path("pair").asText(), seq);
                if (before != null && seq != before + 1) {
                    return false;
                }
                assertThat(quote.path("simulated").asBoolean()).isTrue();
            }
            return last.size() == 9;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @Order(2)
    void givesAGatewayThatComesLateAllThereIsWithTheSameNumbers() throws IOException {
        other = gateway();
        SimulatedMarket.await("quotes at the other gateway", () -> quoted(other) == 9);
        SimulatedMarket.await("the same feed node", () -> isFollowing(other, first) && isFollowing(one, first));
        SimulatedMarket.await("the same quotes by the same numbers", ClusterIT::areTheSame);
    }

    private static boolean areTheSame() {
        Map<Long, String> quotes = new HashMap<>();
        int same = 0;
        try (WebSocketProbe here = subscribe(one, "quotes", ",\"pairs\":[\"BTC-USDT\"],\"mode\":\"all\"");
                WebSocketProbe there = subscribe(other, "quotes", ",\"pairs\":[\"BTC-USDT\"],\"mode\":\"all\"")) {
            read(here);
            read(there);
            for (int i = 0; i < 50; i++) {
                String quote = read(here);
                quotes.put(JSON.readTree(quote).path("seq").asLong(), quote);
            }
            for (int i = 0; i < 50; i++) {
                String quote = read(there);
                same += quote.equals(quotes.get(JSON.readTree(quote).path("seq").asLong())) ? 1 : 0;
            }
        } catch (IOException e) {
            return false;
        }
        return same > 25;
    }

    @Test
    @Order(3)
    void losesNothingForWhoGoesOnAtTheOtherGateway() {
        SimulatedMarket.await("every quote, whichever gateway tells it", ClusterIT::tellEveryQuote);
        SimulatedMarket.await("every quote as an event, likewise", ClusterIT::tellEveryEvent);
    }

    /**
     * Whether a client that goes from one gateway to the other and back has every quote of each pair once, in order, by
     * resuming alone. It has not where this machine did not let the feed node run, as above.
     */
    private static boolean tellEveryQuote() {
        Map<String, Long> had = new HashMap<>();
        for (int move = 0; move < 6; move++) {
            String resume = move == 0
                    ? ""
                    : ",\"resume\":"
                            + JSON.createObjectNode()
                                    .put("instance", first.instance())
                                    .set("seq", JSON.valueToTree(had));
            try (WebSocketProbe client =
                    subscribe(move % 2 == 0 ? one : other, "quotes", ",\"pairs\":[\"*\"],\"mode\":\"all\"" + resume)) {
                JsonNode answer = JSON.readTree(read(client));
                if (!answer.path("instance").asText().equals(first.instance())
                        || answer.path("recovered").asBoolean() != move > 0) {
                    return false;
                }
                for (int i = 0; i < 150; i++) {
                    if (!follows(had, JSON.readTree(read(client)))) {
                        return false;
                    }
                }
            } catch (IOException e) {
                return false;
            }
        }
        return had.size() == 9;
    }

    private static boolean follows(Map<String, Long> had, JsonNode quote) {
        long seq = quote.path("seq").asLong();
        Long before = had.put(quote.path("pair").asText(), seq);
        return before == null || seq == before + 1;
    }

    /** The same by {@code Last-Event-ID}, which is one number for all pairs. */
    private static boolean tellEveryEvent() {
        Map<String, Long> had = new HashMap<>();
        String lastId = "";
        for (int move = 0; move < 6; move++) {
            try (RawSocket client = new RawSocket((move % 2 == 0 ? one : other).address())) {
                String resume = move == 0 ? "" : "Last-Event-ID: " + lastId + "\r\n";
                client.send("GET /v1/stream?mode=all HTTP/1.1\r\nHost: localhost\r\n" + resume + "\r\n");
                String line = "";
                boolean answer = false;
                for (int count = 0; count < 150 || !line.startsWith("id: "); ) {
                    line = client.readLine();
                    if (line.startsWith("data: ") && answer && !line.contains("\"recovered\":true")) {
                        return false;
                    }
                    if (line.startsWith("data: {\"channel\"")) {
                        count++;
                        if (!follows(had, JSON.readTree(line.substring("data: ".length())))) {
                            return false;
                        }
                    }
                    lastId = line.startsWith("id: ")
                            ? line.substring("id: ".length()).strip()
                            : lastId;
                    answer = line.startsWith("event: subscribed");
                }
            } catch (IOException e) {
                return false;
            }
        }
        return lastId.startsWith(first.instance() + ':') && had.size() == 9;
    }

    @Test
    @Order(4)
    void followsTheOtherFeedNodeWhenOneIsGoneAndTellsClients() throws IOException {
        try (WebSocketProbe status = subscribe(one, "status", "");
                WebSocketProbe latest = subscribe(one, "quotes", ",\"pairs\":[\"BTC-USDT\"]");
                WebSocketProbe every = subscribe(one, "quotes", ",\"pairs\":[\"BTC-USDT\"],\"mode\":\"all\"")) {
            read(status);
            read(latest);
            read(every);
            first.close();
            JsonNode event = JSON.readTree(read(status));
            while (!event.path("type").asText().equals("switch")) {
                event = JSON.readTree(read(status));
            }
            assertThat(event.path("reason").asText()).isEqualTo("feed_node");
            assertThat(closeCode(every)).as("it was promised every quote").isEqualTo(4004);
            SimulatedMarket.await("the other's instance", () -> isFollowing(one, second) && isFollowing(other, second));
            for (int i = 0; i < 20; i++) {
                read(latest);
            }
            assertThat(quoted(one)).isEqualTo(9);
        }
        assertThat(get(one, "/metrics")).contains("quotegate_cluster_rank 1.0");
    }

    private static String read(WebSocketProbe client) throws IOException {
        WebSocketProbe.Frame frame = client.read();
        if (frame.opcode() != WebSocketProbe.TEXT) {
            throw new IOException("closed");
        }
        return frame.text();
    }

    private static int closeCode(WebSocketProbe client) throws IOException {
        WebSocketProbe.Frame frame = client.read();
        while (frame.opcode() != WebSocketProbe.CLOSE) {
            frame = client.read();
        }
        return frame.closeCode();
    }

    @Test
    @Order(5)
    void isStaleAndNotReadyWhenNoFeedNodeIsLeft() {
        second.close();
        SimulatedMarket.await("stale", () -> quoted(one) == 0);
        SimulatedMarket.await("not ready", () -> get(one, "/readyz").contains("no feed node is heard"));
        assertThat(get(one, "/readyz")).contains("503");
        assertThat(get(one, "/v1/venues")).contains("\"venue\":\"okx\",\"state\":\"stale\"");
        assertThat(get(one, "/v1/quotes")).contains("\"stale\":true");
        assertThat(get(one, "/metrics")).contains("quotegate_cluster_up 0.0", "quotegate_cluster_nodes 0.0");
    }
}
