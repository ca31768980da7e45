package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.market.Venue;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway as OKX's public WebSocket, beside the simulated OKX itself. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OkxRelayIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CONN_ID = Pattern.compile("\"connId\":\"[0-9a-f]{8}\"");
    private static final String PUBLIC = "/ws/v5/public";
    private static final String BUSINESS = "/ws/v5/business?brokerId=9999";

    private RelayMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new RelayMarket(200);
        // OKX takes three connections a second of an address: each is waited for before the next is asked for.
        SimulatedMarket.await("those of the gateway itself", () -> opened(market) >= 2);
        connect(PUBLIC, subscribe("books5", "BTC-USDT"), "okx-public"); // which the gateway does not have itself
        connect(BUSINESS, subscribe("candle1m", "ETH-USDT"), "okx-business");
    }

    private static long opened(RelayMarket of) {
        try {
            return of.counted(Venue.OKX, "opened");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(String path, String subscription, String source) throws IOException {
        try (WebSocketProbe client = market.relayed(path)) {
            client.text(subscription);
            assertThat(text(client)).as(source).contains("\"event\":\"subscribe\"");
        }
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private static String text(WebSocketProbe probe) throws IOException {
        return CONN_ID.matcher(new String(probe.readMessage(), UTF_8)).replaceAll("\"connId\":\"-\"");
    }

    private static String subscribe(String channel, String instId) {
        return "{\"id\":\"1\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"" + channel + "\",\"instId\":\"" + instId
                + "\"}]}";
    }

    /** In the venue's words. */
    static List<Arguments> dialogues() {
        return List.of(
                arguments(PUBLIC, "ping", "pong"),
                arguments(
                        PUBLIC,
                        "{\"id\":\"1512\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"NO-PAIR\"}]}",
                        "{\"id\":\"1512\",\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:tickers,"
                                + " instId:NO-PAIR doesn't exist. Please use the correct URL, channel and parameters"
                                + " referring to API document.\",\"connId\":\"-\"}"),
                arguments(
                        PUBLIC,
                        "{\"op\":\"subscribe\",\"args\":[{\"instId\":\"BTC-USDT\",\"channel\":\"tickers\"}]}",
                        "{\"event\":\"subscribe\",\"arg\":{\"instId\":\"BTC-USDT\",\"channel\":\"tickers\"},\"connId\":\"-\"}"),
                arguments(
                        PUBLIC,
                        "{\"op\":\"unsubscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}]}",
                        "{\"event\":\"unsubscribe\",\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},\"connId\":\"-\"}"),
                arguments(
                        PUBLIC,
                        "{\"id\":\"2\",\"op\":\"subscribe\",\"argss\":[]}",
                        "{\"id\":\"2\",\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request: "
                                + "{\\\"id\\\":\\\"2\\\",\\\"op\\\":\\\"subscribe\\\",\\\"argss\\\":[]}\",\"connId\":\"-\"}"),
                arguments(
                        PUBLIC,
                        "{\"op\":\"login\",\"args\":[{\"apiKey\":\"k\"}]}",
                        "{\"event\":\"error\",\"code\":\"60009\",\"msg\":\"Login failed.\",\"connId\":\"-\"}"),
                arguments(
                        PUBLIC,
                        "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"}]}",
                        "{\"event\":\"error\",\"code\":\"64001\",\"msg\":\"This channel has been migrated to the"
                                + " '/business' URL. Please subscribe using the new URL.\",\"connId\":\"-\"}"),
                arguments(
                        BUSINESS,
                        "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"}]}",
                        "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"},\"connId\":\"-\"}"),
                arguments(
                        BUSINESS,
                        "nothing",
                        "{\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request: nothing\",\"connId\":\"-\"}"));
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void answersAsTheVenueDoes(String path, String request, String answer) throws IOException {
        try (WebSocketProbe client = market.relayed(path)) {
            client.text(request);
            assertThat(text(client)).isEqualTo(answer);
        }
    }

    @Test
    void refusesWhatIsPrivate() throws IOException {
        for (String path : List.of(PUBLIC, "/ws/v5/private")) {
            try (WebSocketProbe client = market.relayed(path)) {
                client.text(
                        "{\"id\":\"9\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"orders\",\"instType\":\"SPOT\"}]}");
                assertThat(text(client))
                        .isEqualTo("{\"id\":\"9\",\"event\":\"error\",\"code\":\"60011\",\"msg\":\"Please log in\","
                                + "\"connId\":\"-\"}");
            }
        }
    }

    @Test
    void beginsWithTheLastItemForWhoComesLater() throws IOException {
        try (WebSocketProbe first = market.relayed(PUBLIC);
                WebSocketProbe later = market.relayed(PUBLIC)) {
            for (String channel : List.of("tickers", "trades")) {
                first.text(subscribe(channel, "ADA-USDT"));
                String message = text(first);
                while (!message.contains("\"" + channel + '"') || message.contains("\"event\"")) {
                    message = text(first);
                }
            }
            later.text(subscribe("trades", "ADA-USDT"));
            assertThat(text(later)).contains("\"event\":\"subscribe\"");
            assertThat(JSON.readTree(later.readMessage())
                            .path("arg")
                            .path("channel")
                            .asText())
                    .isEqualTo("trades");
        }
    }

    @Test
    void keepsBooksWhole() throws IOException {
        try (WebSocketProbe first = market.relayed(PUBLIC);
                WebSocketProbe later = market.relayed(PUBLIC)) {
            first.text(subscribe("books", "BTC-USDT"));
            assertThat(text(first)).contains("\"event\":\"subscribe\"");
            Book book = new Book();
            for (int i = 0; i < 10; i++) {
                book.take(JSON.readTree(first.readMessage()));
            }
            later.text(subscribe("books", "BTC-USDT"));
            assertThat(text(later)).contains("\"event\":\"subscribe\"");
            Book other = new Book();
            for (int i = 0; i < 10; i++) {
                other.take(JSON.readTree(later.readMessage()));
            }
            while (book.seqId < other.seqId) {
                book.take(JSON.readTree(first.readMessage()));
            }
            while (other.seqId < book.seqId) {
                other.take(JSON.readTree(later.readMessage()));
            }
            assertThat(other.asks).isEqualTo(book.asks);
            assertThat(other.bids).isEqualTo(book.bids);
        }
    }

    @Test
    void beginsBooksAnewWhenTheVenueCutsUs() throws IOException {
        try (RelayMarket own = new RelayMarket(100);
                WebSocketProbe client = own.relayed(PUBLIC)) {
            client.text(subscribe("books", "BTC-USDT"));
            text(client);
            Book book = new Book();
            book.take(JSON.readTree(client.readMessage()));
            long before = opened(own);
            own.fault(Venue.OKX, "{\"kind\":\"disconnect\"}");
            SimulatedMarket.await("another connection", () -> opened(own) > before);
            while (book.snapshots < 2) {
                book.take(JSON.readTree(client.readMessage()));
            }
            for (int i = 0; i < 5; i++) {
                book.take(JSON.readTree(client.readMessage()));
            }
        }
    }

    @Test
    void hasTheVenueBeginAnewWhereSomethingIsMissing() throws IOException {
        try (RelayMarket own = new RelayMarket(100);
                WebSocketProbe client = own.relayed(PUBLIC)) {
            client.text(subscribe("books", "BTC-USDT"));
            text(client);
            JsonNode message = JSON.readTree(client.readMessage());
            assertThat(message.path("action").asText()).isEqualTo("snapshot");
            own.fault(Venue.OKX, "{\"kind\":\"book-gap\"}");
            do {
                message = JSON.readTree(client.readMessage());
            } while (!message.path("action").asText().equals("snapshot"));
        }
    }

    @Test
    void passesOnWhatTheVenueSaysByteForByte() throws IOException {
        try (WebSocketProbe relayed = market.relayed(PUBLIC);
                WebSocketProbe direct = market.direct(Venue.OKX, PUBLIC)) {
            relayed.text(subscribe("bbo-tbt", "ETH-USDT"));
            direct.text(subscribe("bbo-tbt", "ETH-USDT"));
            assertThat(text(relayed)).isEqualTo(text(direct));
            List<String> venue = new ArrayList<>();
            List<String> passed = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                venue.add(text(direct));
                passed.add(text(relayed));
            }
            int from = passed.indexOf(venue.get(20));
            int common = Math.min(passed.size() - from, venue.size() - 20);
            assertThat(from).isNotNegative();
            assertThat(passed.subList(from, from + common)).isEqualTo(venue.subList(20, 20 + common));
        }
    }

    @Test
    void hasTheVenueSeeOneClient() throws IOException {
        List<WebSocketProbe> clients = new ArrayList<>();
        try {
            long before = market.counted(Venue.OKX, "messagesReceived");
            for (int i = 0; i < 20; i++) {
                WebSocketProbe client = market.relayed("/ws/v5/business");
                clients.add(client);
                client.text(subscribe("candle1m", "BNB-USDT"));
            }
            for (WebSocketProbe client : clients) {
                assertThat(text(client)).contains("\"event\":\"subscribe\"");
                assertThat(text(client)).contains("\"channel\":\"candle1m\"");
            }
            assertThat(market.metric("connections", "okx-business")).isEqualTo(1);
            assertThat(market.counted(Venue.OKX, "messagesReceived") - before).isLessThan(10);
        } finally {
            for (WebSocketProbe client : clients) {
                client.close();
            }
        }
    }

    @Test
    void asksTheVenueOnceForWhatTheGatewayHasItself() throws IOException {
        try (RelayMarket own = new RelayMarket(200)) {
            List<WebSocketProbe> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) { // the first before the gateway itself may be connected
                WebSocketProbe client = own.relayed(PUBLIC);
                clients.add(client);
                for (String channel : List.of("bbo-tbt", "tickers", "trades", "books")) {
                    client.text(subscribe(channel, "BTC-USDT"));
                }
            }
            for (WebSocketProbe client : clients) {
                Set<String> awaited = new HashSet<>(Set.of("bbo-tbt", "tickers", "trades", "books"));
                while (!awaited.isEmpty()) {
                    JsonNode message = JSON.readTree(text(client));
                    if (message.path("event").isMissingNode()) {
                        awaited.remove(message.path("arg").path("channel").asText());
                    }
                }
                client.close();
            }
            assertThat(own.metric("streams_overheard", "okx-public")).isEqualTo(4);
            assertThat(own.metric("connects_total", "okx-public")).isZero();
            assertThat(own.counted(Venue.OKX, "repeated")).isZero();
        }
    }

    @Test
    void closesItsClientsWhenTheVenueStaysAway() throws IOException {
        try (RelayMarket own = new RelayMarket(100, "relay.close-after=1s");
                WebSocketProbe client = own.relayed(PUBLIC)) {
            client.text(subscribe("bbo-tbt", "BTC-USDT"));
            text(client);
            own.venue(Venue.OKX).close();
            assertThat(BinanceRelayIT.closing(client)).isEqualTo("4006 Abnormal disconnection");
        }
    }

    /** A book as OKX's rules have it kept. */
    private static final class Book {
        private final TreeMap<BigDecimal, String> asks = new TreeMap<>();
        private final TreeMap<BigDecimal, String> bids = new TreeMap<>();
        private long seqId = -1;
        private int snapshots;

        void take(JsonNode message) {
            JsonNode data = message.path("data").path(0);
            if (message.path("action").asText().equals("snapshot")) {
                snapshots++;
                asks.clear();
                bids.clear();
                assertThat(data.path("prevSeqId").asLong()).isEqualTo(-1);
            } else {
                assertThat(data.path("prevSeqId").asLong()).isEqualTo(seqId);
            }
            seqId = data.path("seqId").asLong();
            take(data.path("asks"), asks);
            take(data.path("bids"), bids);
            assertThat(bids.lastKey()).isLessThan(asks.firstKey());
        }

        private static void take(JsonNode levels, Map<BigDecimal, String> side) {
            for (JsonNode level : levels) {
                BigDecimal price = new BigDecimal(level.path(0).asText());
                if (new BigDecimal(level.path(1).asText()).signum() == 0) {
                    side.remove(price);
                } else {
                    side.put(price, level.toString());
                }
            }
        }
    }

    @Test
    void holdsAllClientsTogetherToTheirLimits() throws IOException {
        String two = "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},"
                + "{\"channel\":\"tickers\",\"instId\":\"ETH-USDT\"}]}";
        try (RelayMarket own = new RelayMarket(0, "relay.clients=2", "relay.subscriptions=3");
                WebSocketProbe okx = own.relayed("/ws/v5/public")) {
            okx.text(two);
            for (int i = 0; i < 4; i++) {
                assertThat(text(okx)).doesNotContain("error");
            }
            try (WebSocketProbe binance = own.relayed("/ws")) {
                binance.text("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"ethusdt@trade\"],\"id\":1}");
                assertThat(text(binance)).contains("too many parameters");
                binance.text("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":2}");
                assertThat(text(binance)).isEqualTo("{\"result\":null,\"id\":2}");
                okx.text("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}");
                assertThat(text(okx)).contains("60014");
                assertThat(own.get("/v1/relay").body())
                        .startsWith(
                                "{\"clients\":[{\"venue\":\"binance\",\"clients\":1,\"subscriptions\":1,\"refused\":1},"
                                        + "{\"venue\":\"okx\",\"clients\":1,\"subscriptions\":2,\"refused\":1}]");
                for (String path : List.of("/ws", "/stream?streams=btcusdt@trade", "/ws/v5/public")) {
                    try (WebSocketProbe third = own.relayed(path)) {
                        assertThat(third.head()).startsWith("HTTP/1.1 429");
                    }
                }
            }
        }
    }
}
