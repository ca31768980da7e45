package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.market.Venue;
import io.quotegate.testkit.WebSocketProbe;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway as Binance's stream server, beside the simulated Binance itself. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BinanceRelayIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RelayMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new RelayMarket(200);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    /** Each of them answered, in the same words, by the gateway and by the venue. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":1}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"nosuchpair@trade\"],\"id\":1}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"nosuchpair@trade\"],\"id\":\"5c1ea2e6-8c0e\"}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"nosuchpair@trade\"],\"id\":\"abc\"}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"nosuchpair@trade\"],\"id\":null}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"nosuchpair@trade\"]}",
                "{\"method\":\"SUBSCRIBE\",\"params\":\"btcusdt@trade\",\"id\":2}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"no stream\"],\"id\":3}",
                "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":4}",
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":5}",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":6}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":7}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",1],\"id\":8}",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"other\"],\"id\":9}",
                "{\"method\":\"order.place\",\"params\":{},\"id\":10}",
                "{\"params\":[],\"id\":11}",
                "{\"method\":",
                "[]"
            })
    void answersAsTheVenueDoes(String request) throws IOException {
        for (String path : List.of("/ws", "/stream", "/ws/0", "/stream/ws/0")) {
            try (WebSocketProbe relayed = market.relayed(path);
                    WebSocketProbe direct = market.direct(Venue.BINANCE, path)) {
                relayed.text(request);
                direct.text(request);
                assertThat(text(relayed)).as("%s at %s", request, path).isEqualTo(text(direct));
            }
        }
    }

    private static String text(WebSocketProbe probe) throws IOException {
        return new String(probe.readMessage(), UTF_8);
    }

    @Test
    void passesOnEachEventByteForByteRawAndCombined() throws IOException {
        try (WebSocketProbe raw = market.relayed("/ws/btcusdt@bookTicker");
                WebSocketProbe combined = market.relayed("/stream?streams=btcusdt@bookTicker")) {
            assertThat(text(raw)).contains("BTCUSDT"); // what comes from now on is passed on to both
            assertThat(text(combined)).contains("BTCUSDT");
            try (WebSocketProbe direct = market.direct(Venue.BINANCE, "/ws/btcusdt@bookTicker")) {
                NavigableMap<Long, String> venue = new TreeMap<>();
                while (venue.size() < 60) {
                    read(direct, venue);
                }
                for (WebSocketProbe relayed : List.of(raw, combined)) {
                    NavigableMap<Long, String> passed = new TreeMap<>();
                    while (passed.isEmpty() || passed.lastKey() < venue.lastKey()) {
                        read(relayed, passed);
                    }
                    assertThat(passed.subMap(venue.firstKey(), true, venue.lastKey(), true))
                            .isEqualTo(venue);
                }
            }
        }
    }

    /** Adds the next event, which is newer than those before, as the venue's raw form has it. */
    private static void read(WebSocketProbe probe, NavigableMap<Long, String> events) throws IOException {
        String text = text(probe);
        String begin = "{\"stream\":\"btcusdt@bookTicker\",\"data\":";
        String raw = text.startsWith(begin) ? text.substring(begin.length(), text.length() - 1) : text;
        long number = JSON.readTree(raw).path("u").asLong();
        assertThat(number).isGreaterThan(events.isEmpty() ? 0 : events.lastKey());
        events.put(number, raw);
    }

    @Test
    void answersBeforeTheFirstEventAndListsWhatIsSubscribed() throws IOException {
        try (WebSocketProbe client = market.relayed("/ws")) {
            client.text(
                    "{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@bookTicker\",\"ethusdt@depth@100ms\"],\"id\":1}");
            assertThat(text(client)).isEqualTo("{\"result\":null,\"id\":1}");
            assertThat(text(client)).contains("ETHUSDT");
            client.text("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":2}");
            client.text("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
            assertThat(answer(client, 3))
                    .isEqualTo("{\"result\":[\"ethusdt@bookTicker\",\"ethusdt@depth@100ms\"],\"id\":3}");
            assertThat(text(client)).startsWith("{\"stream\":\"ethusdt@");
            client.text("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"ethusdt@bookTicker\"],\"id\":4}");
            assertThat(answer(client, 4)).isEqualTo("{\"result\":null,\"id\":4}");
            for (int i = 0; i < 5; i++) {
                assertThat(text(client)).contains("\"stream\":\"ethusdt@depth@100ms\"");
            }
        }
    }

    private static String answer(WebSocketProbe client, int id) throws IOException {
        String text = text(client);
        while (!text.endsWith("\"id\":" + id + '}')) {
            text = text(client);
        }
        return text;
    }

    @Test
    void keepsTheChainOfDepthFromTheFirstEventOn() throws IOException {
        try (WebSocketProbe client = market.relayed("/ws/solusdt@depth@100ms")) {
            long last = -1;
            for (int i = 0; i < 20; i++) {
                JsonNode event = JSON.readTree(client.readMessage());
                assertThat(last == -1 || event.path("U").asLong() == last + 1).isTrue();
                last = event.path("u").asLong();
            }
        }
    }

    @Test
    void hasTheVenueSeeOneClientAndEachStreamOnce() throws IOException {
        List<String> streams = IntStream.range(0, 9)
                .mapToObj(i -> List.of("btc", "eth", "xrp", "doge", "ada", "bnb", "sol", "pol", "usdc")
                        .get(i))
                .flatMap(coin ->
                        List.of("@ticker", "@miniTicker", "@kline_1m").stream().map(kind -> coin + "usdt" + kind))
                .toList();
        List<WebSocketProbe> clients = new ArrayList<>();
        try {
            long before = market.counted(Venue.BINANCE, "messagesReceived");
            for (int i = 0; i < 30; i++) {
                WebSocketProbe client = market.relayed("/ws");
                clients.add(client);
                client.text("{\"method\":\"SUBSCRIBE\",\"params\":" + JSON.writeValueAsString(streams) + ",\"id\":1}");
            }
            for (WebSocketProbe client : clients) {
                assertThat(answer(client, 1)).isEqualTo("{\"result\":null,\"id\":1}");
                assertThat(text(client)).contains("USDT");
            }
            assertThat(market.metric("connections", "binance")).isEqualTo(1);
            assertThat(market.counted(Venue.BINANCE, "messagesReceived") - before)
                    .isLessThan(10);
            assertThat(market.metric("streams", "binance")).isGreaterThanOrEqualTo(streams.size());
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
                WebSocketProbe client = own.relayed("/stream");
                clients.add(client);
                client.text("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\",\"btcusdt@trade\","
                        + "\"btcusdt@ticker\",\"btcusdt@depth@100ms\"],\"id\":1}");
            }
            for (WebSocketProbe client : clients) {
                Set<String> awaited = new HashSet<>(
                        Set.of("btcusdt@bookTicker", "btcusdt@trade", "btcusdt@ticker", "btcusdt@depth@100ms"));
                while (!awaited.isEmpty()) {
                    awaited.remove(JSON.readTree(text(client)).path("stream").asText());
                }
                client.close();
            }
            assertThat(own.metric("streams_overheard", "binance")).isEqualTo(4);
            assertThat(own.metric("connects_total", "binance")).isZero();
            assertThat(own.counted(Venue.BINANCE, "repeated")).isZero();
            assertThat(own.counted(Venue.BINANCE, "opened")).isEqualTo(2); // for quotes and for books
        }
    }

    @Test
    void queuesMessagesThatComeFasterThanTheVenueAllowsAndCutsTooMany() throws IOException {
        try (WebSocketProbe client = market.relayed("/ws")) {
            for (int id = 0; id < 8; id++) {
                client.text("{\"method\":\"SUBSCRIBE\",\"params\":[\"none" + id + "@trade\"],\"id\":" + id + '}');
            }
            for (int id = 0; id < 8; id++) {
                assertThat(text(client)).isEqualTo("{\"result\":null,\"id\":" + id + '}');
            }
            for (int id = 0; id < 70; id++) {
                client.text("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + id + '}');
            }
            assertThat(closing(client)).isEqualTo("1008 Too many requests");
        }
    }

    /** Code and reason of the close frame that comes in the end. */
    static String closing(WebSocketProbe client) throws IOException {
        while (true) {
            WebSocketProbe.Frame frame = client.read();
            if (frame.opcode() == WebSocketProbe.CLOSE) {
                String reason = new String(frame.payload(), 2, frame.payload().length - 2, UTF_8);
                return (frame.closeCode() + " " + reason).strip();
            }
        }
    }

    @Test
    void refusesMoreStreamsThanTheVenueAllows() throws IOException {
        List<String> streams =
                IntStream.range(0, 1025).mapToObj(i -> "s" + i + "@trade").toList();
        String request = "{\"method\":\"SUBSCRIBE\",\"params\":" + JSON.writeValueAsString(streams) + ",\"id\":1}";
        try (WebSocketProbe relayed = market.relayed("/ws");
                WebSocketProbe direct = market.direct(Venue.BINANCE, "/ws")) {
            relayed.text(request);
            direct.text(request);
            assertThat(text(relayed)).isEqualTo(text(direct)).contains("too many parameters");
        }
    }

    @Test
    void keepsItsClientsWhenTheVenueCutsUs() throws IOException {
        try (RelayMarket own = new RelayMarket(100);
                WebSocketProbe client = own.relayed("/ws/btcusdt@bookTicker")) {
            text(client);
            long before = opened(own);
            own.fault(Venue.BINANCE, "{\"kind\":\"disconnect\"}");
            SimulatedMarket.await("another connection", () -> opened(own) > before);
            for (int i = 0; i < 50; i++) {
                assertThat(text(client)).contains("BTCUSDT");
            }
        }
    }

    private static long opened(RelayMarket of) {
        try {
            return of.counted(Venue.BINANCE, "opened");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void closesItsClientsWhenTheVenueStaysAway() throws IOException {
        try (RelayMarket own = new RelayMarket(100, "relay.close-after=1s");
                WebSocketProbe client = own.relayed("/ws/btcusdt@bookTicker")) {
            text(client);
            own.venue(Venue.BINANCE).close();
            assertThat(closing(client)).isEqualTo("1001");
        }
    }

    @Test
    void tellsTimesInMicrosecondsToThoseWhoAskForThem() throws IOException {
        try (WebSocketProbe micros = market.relayed("/ws/btcusdt@trade?timeUnit=MICROSECOND");
                WebSocketProbe millis = market.relayed("/ws/btcusdt@trade")) {
            assertThat(JSON.readTree(micros.readMessage()).path("T").asText()).hasSize(16);
            assertThat(JSON.readTree(millis.readMessage()).path("T").asText()).hasSize(13);
        }
    }

    @Test
    void endsWhenTheClientSaysSo() throws IOException {
        try (WebSocketProbe client = market.relayed("/ws")) {
            client.close(1000, "");
            assertThat(client.read().closeCode()).isEqualTo(1000);
        } catch (EOFException e) {
            throw new AssertionError("closed without a word", e);
        }
    }
}
