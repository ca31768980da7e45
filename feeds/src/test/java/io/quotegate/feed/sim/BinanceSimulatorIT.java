package io.quotegate.feed.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated Binance over real sockets. */
@Timeout(120)
class BinanceSimulatorIT {
    private static final String SUBSCRIBE =
            "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\",\"btcusdt@trade\"],\"id\":1}";

    private static SimulatedVenue binance() throws IOException {
        return binance(100, TestModels.of(Venue.BINANCE));
    }

    private static SimulatedVenue binance(int rate, VenueModel model) throws IOException {
        return SimulatedVenue.start(options().withRatePerSecond(rate), model);
    }

    private static SimulatorOptions options() {
        return SimulatorOptions.of(Venue.BINANCE).withPairs(List.of("BTC-USDT", "ETH-USDT"));
    }

    private static boolean isReply(String text) {
        return text.startsWith("{\"result\"") || text.startsWith("{\"error\"");
    }

    @Test
    void pushesTheOpenKlineWhenItWasTraded() throws IOException {
        try (SimulatedVenue binance =
                        SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE).withRatePerSecond(2000));
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@kline_1m")) {
            assertThat(client.nextText())
                    .matches("\\{\"e\":\"kline\",\"E\":\\d{13},\"s\":\"BTCUSDT\",\"k\":\\{\"t\":\\d{13},\"T\":\\d{13},"
                            + "\"s\":\"BTCUSDT\",\"i\":\"1m\",\"f\":\\d+,\"L\":\\d+,\"o\":\"[0-9.]+\",\"c\":\"[0-9.]+\","
                            + "\"h\":\"[0-9.]+\",\"l\":\"[0-9.]+\",\"v\":\"[0-9.]+\",\"n\":\\d+,\"x\":(true|false),"
                            + "\"q\":\"[0-9.]+\",\"V\":\"[0-9.]+\",\"Q\":\"[0-9.]+\",\"B\":\"0\"}}");
        }
    }

    @Test
    void repliesToASubscriptionAndThenSendsRawEvents() throws IOException {
        try (SimulatedVenue binance = binance();
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws")) {
            client.send(SUBSCRIBE);

            assertThat(client.nextText()).isEqualTo("{\"result\":null,\"id\":1}");
            assertThat(client.nextText(text -> text.contains("\"u\"")))
                    .matches("\\{\"u\":\\d+,\"s\":\"BTCUSDT\",\"b\":\"\\d+\\.\\d{8}\",\"B\":\"\\d+\\.\\d{8}\","
                            + "\"a\":\"\\d+\\.\\d{8}\",\"A\":\"\\d+\\.\\d{8}\"}");
            assertThat(client.nextText(text -> text.contains("\"trade\"")))
                    .matches("\\{\"e\":\"trade\",\"E\":\\d{13},\"s\":\"BTCUSDT\",\"t\":\\d+,\"p\":\"\\d+\\.\\d{8}\","
                            + "\"q\":\"\\d+\\.\\d{8}\",\"T\":\\d{13},\"m\":(true|false),\"M\":true}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stream?streams=btcusdt@bookTicker/ethusdt@trade",
                "/stream?streams=btcusdt@bookTicker/ethusdt@trade&timeUnit=MICROSECOND"
            })
    void namesTheStreamOnACombinedConnection(String path) throws IOException {
        try (SimulatedVenue binance = binance();
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), path)) {
            assertThat(client.nextText(text -> text.contains("\"u\"")))
                    .startsWith("{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":")
                    .endsWith("}}");
            int digits = path.contains("MICRO") ? 16 : 13;
            assertThat(client.nextText(text -> text.contains("\"trade\"")))
                    .startsWith("{\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":")
                    .matches(".*\"E\":\\d{" + digits + "},.*\"T\":\\d{" + digits + "},.*");
        }
    }

    @Test
    void servesStreamsNamedInTheRawPathAndLetsAnyTextConnect() throws IOException {
        try (SimulatedVenue binance = binance();
                WebSocketTestClient named =
                        WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@bookTicker/ethusdt@bookTicker");
                WebSocketTestClient other = WebSocketTestClient.connect(binance.port(), "/ws/whatever")) {
            named.nextText(text -> text.contains("BTCUSDT"));
            named.nextText(text -> text.contains("ETHUSDT"));
            other.send(SUBSCRIBE);
            assertThat(other.nextText()).isEqualTo("{\"result\":null,\"id\":1}");
        }
    }

    @Test
    void managesSubscriptionsAndProperties() throws IOException {
        VenueModel patient = TestModels.pings(Duration.ofSeconds(20), Duration.ofSeconds(60));
        try (SimulatedVenue binance = binance(0, patient);
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws")) {
            client.send(SUBSCRIBE);
            client.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":312}");
            client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"3a\"}");
            client.send("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":2}");
            client.send("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":5}");
            client.send("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":null}");

            assertThat(client.texts(6, BinanceSimulatorIT::isReply))
                    .containsExactly(
                            "{\"result\":null,\"id\":1}",
                            "{\"result\":null,\"id\":312}",
                            "{\"result\":[\"btcusdt@bookTicker\"],\"id\":\"3a\"}",
                            "{\"result\":false,\"id\":2}",
                            "{\"result\":null,\"id\":5}",
                            "{\"result\":true,\"id\":null}");
        }
    }

    @Test
    void namesStreamsFromWhenTheClientAsksForIt() throws IOException {
        try (SimulatedVenue binance = binance();
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@bookTicker")) {
            assertThat(client.nextText()).startsWith("{\"u\":");
            client.send("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":5}");
            client.nextText(BinanceSimulatorIT::isReply);
            assertThat(client.nextText()).startsWith("{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"method\":\"SUBSCRIBE\",\"params\":\"x\",\"id\":1}"
                        + " | {\"error\":{\"code\":2,\"msg\":\"Invalid request: streams must be an array\"},\"id\":1}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt\"],\"id\":1}"
                        + " | {\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":1}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"x\",true],\"id\":4}"
                        + " | {\"error\":{\"code\":0,\"msg\":\"Unknown property\"},\"id\":4}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",1],\"id\":4}"
                        + " | {\"error\":{\"code\":1,\"msg\":\"Invalid value type: expected Boolean\"},\"id\":4}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":{}} | {\"error\":{\"code\":2,"
                        + "\"msg\":\"Invalid request: request ID must be an unsigned integer\"},\"id\":null}"
            })
    void saysWhatIsWrongWithARequest(String request, String answer) throws IOException {
        try (SimulatedVenue binance = binance(0, TestModels.of(Venue.BINANCE));
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws")) {
            client.send(request);
            assertThat(client.nextText()).isEqualTo(answer);
        }
    }

    @Test
    void acceptsAnUnknownSymbolAndNeverSendsIt() throws IOException {
        try (SimulatedVenue binance = binance();
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws")) {
            client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"nopeusdt@trade\"],\"id\":1}");

            assertThat(client.nextText()).isEqualTo("{\"result\":null,\"id\":1}");
            assertThat(client.isSilentFor(Duration.ofMillis(300))).isTrue();
        }
    }

    @Test
    void numbersTradesWithoutAGapAndBooksRising() throws IOException {
        try (SimulatedVenue binance = binance(2000, TestModels.of(Venue.BINANCE));
                WebSocketTestClient client =
                        WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@trade/btcusdt@bookTicker")) {
            Pattern tradeId = Pattern.compile("\"t\":(\\d+)");
            Pattern update = Pattern.compile("\"u\":(\\d+)");
            long lastTrade = -1;
            long lastUpdate = -1;
            for (String text : client.texts(1000, text -> true)) {
                Matcher trade = tradeId.matcher(text);
                Matcher book = update.matcher(text);
                if (trade.find()) {
                    long id = Long.parseLong(trade.group(1));
                    assertThat(lastTrade < 0 || id == lastTrade + 1).as(text).isTrue();
                    lastTrade = id;
                } else if (book.find()) {
                    long id = Long.parseLong(book.group(1));
                    assertThat(id).isGreaterThan(lastUpdate);
                    lastUpdate = id;
                }
            }
            assertThat(lastTrade).isPositive();
        }
    }

    @Test
    void sendsTickersOfEachPairEverySecond() throws IOException {
        try (SimulatedVenue binance = binance(0, TestModels.of(Venue.BINANCE));
                WebSocketTestClient client =
                        WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@ticker/btcusdt@miniTicker")) {
            List<String> texts = client.texts(6, text -> true);

            assertThat(texts)
                    .filteredOn(text -> text.contains("\"24hrTicker\""))
                    .hasSize(3);
            assertThat(texts)
                    .filteredOn(text -> text.contains("\"24hrMiniTicker\""))
                    .hasSize(3);
            long[] times = texts.stream()
                    .filter(text -> text.contains("\"24hrTicker\""))
                    .mapToLong(BinanceSimulatorIT::eventTime)
                    .toArray();
            assertThat(times[2] - times[0])
                    .as("milliseconds in which three came")
                    .isGreaterThanOrEqualTo(1000);
        }
    }

    private static long eventTime(String text) {
        Matcher time = Pattern.compile("\"E\":([0-9]+)").matcher(text);
        assertThat(time.find()).as(text).isTrue();
        return Long.parseLong(time.group(1));
    }

    @Test
    void closesWhoSendsMoreThanFiveFramesASecond() throws IOException {
        try (SimulatedVenue binance = binance(0, TestModels.of(Venue.BINANCE));
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws")) {
            client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
            for (int i = 0; i < 5; i++) {
                client.send(WebSocketFrames.PING, new byte[0]);
            }

            WebSocketTestClient.Frame end = client.nextEnd();
            assertThat(end.closeCode()).isEqualTo(1008);
            assertThat(end.closeReason()).isEqualTo("Too many requests");
        }
    }

    @Test
    void closesWhoDoesNotAnswerItsPings() throws IOException {
        VenueModel model = TestModels.pings(Duration.ofMillis(200), Duration.ofSeconds(3));
        try (SimulatedVenue binance = binance(0, model);
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws")) {
            for (int i = 0; i < 6; i++) {
                WebSocketTestClient.Frame ping = client.next();
                assertThat(ping.opcode()).isEqualTo(WebSocketFrames.PING);
                assertThat(ping.payload()).isNotEmpty();
                client.send(WebSocketFrames.PONG, ping.payload());
            }
            client.send(WebSocketFrames.PONG, new byte[0]); // unsolicited: allowed, and no answer

            WebSocketTestClient.Frame end = client.nextEnd();
            assertThat(end.closeCode()).isEqualTo(1008);
            assertThat(end.closeReason()).isEqualTo("Pong timeout");
        }
    }

    @Test
    void takesAThousandStreamsInAConnectionAndNoMore() throws IOException {
        try (SimulatedVenue binance = binance(0, TestModels.of(Venue.BINANCE));
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws")) {
            String streams = IntStream.range(0, 1024)
                    .mapToObj(i -> "\"coin" + i + "usdt@trade\"")
                    .collect(Collectors.joining(","));
            client.send("{\"method\":\"SUBSCRIBE\",\"params\":[" + streams + "],\"id\":1}");
            assertThat(client.nextText()).isEqualTo("{\"result\":null,\"id\":1}");

            client.send(SUBSCRIBE);
            assertThat(client.nextText())
                    .isEqualTo("{\"error\":{\"code\":2,\"msg\":\"Invalid request: too many parameters\"},\"id\":1}");
        }
    }

    @Test
    void cutsAnOldConnection() throws IOException {
        SimulatorOptions shortLived = options().withMaxConnectionAge(Duration.ofMillis(300));
        try (SimulatedVenue binance = SimulatedVenue.start(shortLived, TestModels.of(Venue.BINANCE));
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@bookTicker")) {
            assertThat(client.nextText()).startsWith("{\"u\":");
            assertThat(client.nextEnd().closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void cutsWhoDoesNotRead() throws IOException {
        try (SimulatedVenue binance = binance(20_000, TestModels.maxUnsentBytes(Venue.BINANCE, 64 * 1024));
                WebSocketTestClient client =
                        WebSocketTestClient.connectSmall(binance.port(), "/ws/btcusdt@bookTicker")) {
            SimulatorHttp http = new SimulatorHttp(binance);
            Await.until(() -> http.get("/_sim/status").body().contains("\"connections\":0"));

            assertThat(client.nextEnd().isEnd()).isTrue();
        }
    }
}
