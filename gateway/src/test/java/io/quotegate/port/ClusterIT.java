package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.app.FeedNode;
import io.quotegate.app.Gateway;
import io.quotegate.cli.query.StatusCommand;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Fork;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Two feed nodes and two gateways on this machine, each with an embedded media driver of Aeron's, on one simulated venue. In
 * their order: what one test ends, the next finds ended.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PORTS = 4; // of a channel: one for each stream, and one for requests

    private SimulatedVenue okx;
    private SimulatedVenue binance; // of the first feed node alone
    private FeedNode first;
    private FeedNode second;
    private Gateway one;
    private Gateway other; // comes late
    private String channels;

    @BeforeAll
    void start() throws IOException {
        okx = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
        binance = SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE).withRatePerSecond(50));
        String firstChannel = channel();
        String secondChannel = channel();
        channels = firstChannel + ',' + secondChannel;
        first = feed(
                firstChannel,
                0,
                "feeds.preferred=okx, binance",
                "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                "venues.binance.rest=http://127.0.0.1:" + binance.restPort());
        second = feed(
                secondChannel,
                1,
                "feeds.preferred=okx",
                "feeds.books=false"); // a venue lets one address connect three times a second
        one = gateway(
                "relay.venues=okx",
                "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                "venues.okx.rest=http://127.0.0.1:" + okx.restPort());
        other = one;
        SimulatedMarket.await("quotes at the gateway", () -> quoted(one) == 9);
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        binance.close();
        okx.close(); // the feed nodes are ended by the tests
    }

    /** A channel whose ports are free. */
    private static String channel() throws IOException {
        while (true) {
            int port;
            try (DatagramSocket any = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                port = any.getLocalPort();
            }
            if (port < 65_000 && areFree(port) && isHttpFree(port + PORTS)) {
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

    private static boolean isHttpFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private FeedNode feed(String channel, int rank, String... more) throws IOException {
        List<String> sets = new ArrayList<>(List.of(
                "server.event-loops=1",
                "tls.dir=" + Fork.directory("tls"),
                "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                "venues.okx.rest=http://127.0.0.1:" + okx.restPort(),
                "cluster.channel=" + channel,
                "cluster.rank=" + rank));
        sets.addAll(List.of(more));
        return FeedNode.start(ConfigLoader.load(new ConfigSources(null, Map.of(), sets, null)));
    }

    private Gateway gateway(String... more) throws IOException {
        List<String> sets = new ArrayList<>(List.of(
                "feeds.source=cluster",
                "cluster.channel=" + channels,
                "server.event-loops=1",
                "feeds.fail-back-after=100ms"));
        sets.addAll(List.of(more));
        return TestGateways.start(sets.toArray(String[]::new));
    }

    private static String get(Gateway gateway, String path) {
        return get(gateway.address(), path);
    }

    private static String get(InetSocketAddress address, String path) {
        try (RawSocket socket = new RawSocket(address)) {
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
        Set<String> gateways = counted(get(one, "/metrics"));
        Set<String> feedNodes = counted(get(first.address(), "/metrics"));
        assertThat(gateways)
                .contains("quotegate_cluster_gaps_total")
                .doesNotContain("quotegate_cluster_published_bytes_total");
        assertThat(feedNodes)
                .doesNotContain("quotegate_cluster_gaps_total")
                .contains("quotegate_cluster_published_bytes_total");
        assertThat(Stream.concat(gateways.stream(), feedNodes.stream()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(explained);
    }

    private static Set<String> counted(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("# TYPE quotegate_cluster_"))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toSet());
    }

    private static double count(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + ' '))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .sum();
    }

    @Test
    @Order(1)
    void aFeedNodeAnswersHowItIs() {
        InetSocketAddress node = first.address();
        assertThat(node.getPort()).as("behind those of its channel").isEqualTo(port(channels) + PORTS);
        SimulatedMarket.await("ready", () -> get(node, "/readyz").contains("200 OK"));
        assertThat(get(node, "/healthz")).contains("200 OK");
        assertThat(get(node, "/v1/info")).contains("\"instance\":\"" + first.instance() + '"');
        assertThat(get(node, "/v1/venues")).contains("\"venue\":\"okx\",\"state\":\"live\"");
        SimulatedMarket.await("what is published, sent", () -> {
            String metrics = get(node, "/metrics");
            return count(metrics, "quotegate_cluster_published_records_total") > 100
                    && count(metrics, "quotegate_cluster_bytes_sent_total")
                            > count(metrics, "quotegate_cluster_published_bytes_total") / 2;
        });
        SimulatedMarket.await("what is received, counted", () -> {
            String metrics = get(one, "/metrics");
            return count(metrics, "quotegate_cluster_images_total") > 0
                    && count(metrics, "quotegate_cluster_bytes_total") > 0
                    && count(metrics, "quotegate_cluster_bytes_received_total")
                            > count(metrics, "quotegate_cluster_bytes_total") / 2;
        });
    }

    @Test
    @Order(1)
    void statusSaysWhoIsFollowedAndWhatIsPublished() {
        assertThat(status(one.address())).contains("cluster  follows the feed node of rank 0; 2 heard");
        assertThat(status(first.address())).containsPattern("cluster  feed node of rank 0; [0-9]+ records published");
    }

    private static String status(InetSocketAddress address) {
        StringWriter out = new StringWriter();
        new CommandLine(new StatusCommand())
                .setOut(new PrintWriter(out))
                .execute("--port", String.valueOf(address.getPort()));
        return out.toString();
    }

    /** What a feed node that is a gateway on venues answers is what a gateway of its own would. */
    @ParameterizedTest
    @Order(3)
    @ValueSource(
            strings = {
                "/v1/quotes",
                "/v1/quotes/BTC-USDT",
                "/v1/quotes/eth_usdt",
                "/v1/quotes/NO-PAIR",
                "/v1/pairs",
                "/v1/info",
                "/v1/venues",
                "/v1/candles/BTC-USDT?interval=1m&limit=60",
                "/v1/candles/BTC-USDT?interval=1h&limit=10",
                "/v1/candles/BTC-USDT?interval=2m",
                "/v1/trades/BTC-USDT?limit=100",
                "/v1/indicators/BTC-USDT?window=1h",
                "/v1/indicators/BTC-USDT?window=24h",
                "/v1/indicators/BTC-USDT?window=1y",
                "/v1/convert?from=BTC&to=ETH&amount=1.5",
                "/v1/convert?from=BTC&to=EUR&amount=1",
                "/v1/convert?from=BTC&to=NOTHING&amount=1",
                "/v1/books/BTC-USDT?depth=20",
                "/v1/books/BTC-USDT?depth=400",
                "/v1/books/BTC-USDT?depth=0",
                "/courses",
                "/BTC-USDT"
            })
    void answersOverHttpAsAGatewayOnVenuesDoes(String path) {
        SimulatedMarket.await(path, () -> {
            String[] here = get(one, path).split("\r\n\r\n", 2);
            String[] there = get(first.address(), path).split("\r\n\r\n", 2);
            String status = here[0].split("\r\n", 2)[0];
            return there[0].startsWith(status) && AnswerShape.areAlike(here[1], there[1]);
        });
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(
            strings = {
                "{'op':'quote','pair':'BTC-USDT','id':'1'}",
                "{'op':'quote','pair':'NO-PAIR'}",
                "{'op':'quotes'}",
                "{'op':'book','pair':'BTC-USDT','depth':5}",
                "{'op':'indicators','pair':'BTC-USDT','window':'1h'}",
                "{'op':'candles','pair':'BTC-USDT','interval':'1m','limit':60}",
                "{'op':'convert','from':'BTC','to':'ETH','amount':'1.5'}",
                "{'op':'ping'}",
                "{'status':'OK','data':'MARKET ALL'}",
                "{'status':'OK','data':'MARKET BTC'}",
                "{'op':'subscribe','channel':'quotes','pairs':['BTC-USDT'],'mode':'latest','id':'7'}",
                "{'op':'subscribe','channel':'quotes','pairs':['*'],'mode':'all'}",
                "{'op':'subscribe','channel':'quotes','pairs':['BTC-USDT','NO-PAIR'],'partial':true,'interval':'100ms'}",
                "{'op':'subscribe','channel':'quotes','pairs':['NO-PAIR']}",
                "{'op':'subscribe','channel':'trades','pairs':['BTC-USDT']}",
                "{'op':'subscribe','channel':'candles','pairs':['BTC-USDT'],'history':30}",
                "{'op':'subscribe','channel':'books','pairs':['BTC-USDT'],'depth':10}",
                "{'op':'subscribe','channel':'books','pairs':['BTC-USDT'],'depth':10,'mode':'all'}"
            })
    void answersOperationsAsAGatewayOnVenuesDoes(String request) {
        int messages = request.contains("subscribe") && !request.contains("['NO-PAIR']") ? 3 : 1;
        SimulatedMarket.await(
                request,
                () -> AnswerShape.areAlike(
                        ask(one.address(), request, messages), ask(first.address(), request, messages)));
    }

    /** The first messages that are answered, as one array. */
    private static String ask(InetSocketAddress address, String request, int messages) {
        try (WebSocketProbe client = new WebSocketProbe(address, "/v1/stream")) {
            client.text(request.replace('\'', '"'));
            StringBuilder all = new StringBuilder("[");
            for (int i = 0; i < messages; i++) {
                all.append(i == 0 ? "" : ",").append(read(client));
            }
            return all.append(']').toString();
        } catch (IOException e) {
            throw new AssertionError(request, e);
        }
    }

    /** By connections of its own, for feed nodes do not publish what a venue says in its words. */
    @Test
    @Order(3)
    void relaysOnAGatewayThatFollowsFeedNodes() throws IOException {
        assertThat(get(one, "/api/v5/market/ticker?instId=BTC-USDT")).contains("200 OK", "\"instId\":\"BTC-USDT\"");
        try (WebSocketProbe bot = new WebSocketProbe(one.address(), "/ws/v5/public")) {
            bot.text("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}]}");
            assertThat(read(bot)).contains("\"event\":\"subscribe\"");
            assertThat(read(bot)).contains("\"channel\":\"tickers\"", "\"last\"");
        }
    }

    private static int port(String channel) {
        return Integer.parseInt(channel.replaceFirst(".*?control=[^:]*:([0-9]+).*", "$1"));
    }

    /**
     * Whether the next quotes of all pairs are in order, by the numbers of the first feed node. They are not where this
     * machine did not let any of it run for three heartbeats, so that it counts as silent.
     */
    private boolean isInOrder(Gateway gateway) {
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
        SimulatedMarket.await("the same quotes by the same numbers", this::areTheSame);
    }

    /** No venue of its own, nothing kept: all of it is the feed node's. */
    @Test
    @Order(2)
    void hasTheDayBeforeItStartedAndTheTradesThatItMissed() {
        SimulatedMarket.await("a day of candles", () -> minutes(other).size() > 1_400);
        List<String> theirs = minutes(first.address());
        SimulatedMarket.await(
                "the same minutes", () -> theirs.containsAll(minutes(other).subList(0, 1_400)));
        SimulatedMarket.await(
                "trades of before",
                () -> SimulatedMarket.count(get(other, "/v1/trades/BTC-USDT?limit=1000"), "price") > 300);
    }

    private static List<String> minutes(Gateway gateway) {
        return minutes(gateway.address());
    }

    /** The closed minutes of a pair that are whole, the oldest first. */
    private static List<String> minutes(InetSocketAddress address) {
        String answer = get(address, "/v1/candles/BTC-USDT?interval=1m&limit=1440");
        return Pattern.compile("\\{\"openTime[^}]*\"complete\":true[^}]*}")
                .matcher(answer)
                .results()
                .map(MatchResult::group)
                .map(candle -> candle.replace(",\"repaired\":true", ""))
                .toList();
    }

    private boolean areTheSame() {
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
        SimulatedMarket.await("every quote, whichever gateway tells it", this::tellEveryQuote);
        SimulatedMarket.await("every quote as an event, likewise", this::tellEveryEvent);
    }

    /**
     * Whether a client that goes from one gateway to the other and back has every quote of each pair once, in order, by
     * resuming alone. It has not where this machine did not let the feed node run, as above.
     */
    private boolean tellEveryQuote() {
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
    private boolean tellEveryEvent() {
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
