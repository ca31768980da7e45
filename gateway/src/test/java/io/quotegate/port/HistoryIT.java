package io.quotegate.port;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.CandlesRequest;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trades and candles, from simulated venues to every kind of client. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MINUTE_US = 60_000_000;
    private static final int SPEED = 80;
    private static final int MINUTES = 5; // of the recording that end in it

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(1000);
        SimulatedMarket.await("a day of candles", () -> candles("1m", 1440).size() == 1440);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private List<JsonNode> candles(String interval, int limit) {
        return list(market.get("/v1/candles/BTC-USDT?interval=" + interval + "&limit=" + limit), "candles");
    }

    private static List<JsonNode> list(HttpResponse<String> answer, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readerForListOf(JsonNode.class)
                    .readValue(JSON.readTree(answer.body()).path(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void servesADayOfMinutesWithoutHoleAndTheOpenOneLast() {
        List<JsonNode> minutes = candles("1m", 1440);
        for (int i = 1; i < minutes.size(); i++) {
            assertThat(openTime(minutes.get(i))).isEqualTo(openTime(minutes.get(i - 1)) + MINUTE_US);
        }
        assertThat(minutes.get(1439).path("complete").asBoolean()).isFalse();
        assertThat(minutes.get(1439).path("venue").asText()).isEqualTo("okx");
        assertThat(minutes.subList(0, 1430))
                .allMatch(minute -> minute.path("complete").asBoolean());
        assertThat(minutes.get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "openTime",
                        "open",
                        "high",
                        "low",
                        "close",
                        "volume",
                        "quoteVolume",
                        "trades",
                        "takerBuyVolume",
                        "complete",
                        "venue");
        assertThat(candles("1m", 60)).hasSize(60);
        assertThat(candles("1h", 5)).hasSize(5).allMatch(hour -> openTime(hour) % (60 * MINUTE_US) == 0);
    }

    private static long openTime(JsonNode candle) {
        return candle.path("openTime").asLong();
    }

    @Test
    void servesTheNewestTradesFirst() {
        SimulatedMarket.await("ten trades", () -> trades(10).size() == 10);
        List<JsonNode> trades = trades(10);
        for (int i = 1; i < trades.size(); i++) {
            assertThat(trades.get(i).path("id").asLong())
                    .isLessThan(trades.get(i - 1).path("id").asLong());
        }
        assertThat(trades.get(0).fieldNames())
                .toIterable()
                .containsExactly("pair", "venue", "id", "price", "size", "side", "time");
    }

    private List<JsonNode> trades(int limit) {
        return list(market.get("/v1/trades/BTC-USDT?limit=" + limit), "trades");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/candles/BTC-USDT?limit=0 | 400 | bad_request | limit",
                "/v1/candles/BTC-USDT?limit=1441 | 400 | bad_request | limit",
                "/v1/candles/BTC-USDT?limit=ten | 400 | bad_request | limit",
                "/v1/candles/BTC-USDT?interval=2m | 400 | bad_request | interval",
                "/v1/candles/NO-PE | 404 | unknown_pair | NO-PE",
                "/v1/trades/BTC-USDT?limit=-1 | 400 | bad_request | limit",
                "/v1/trades/BTC-USDT?limit=1001 | 400 | bad_request | limit",
                "/v1/trades/NO-PE | 404 | unknown_pair | NO-PE"
            })
    void refusesAWrongQuestionNamingWhatIsWrong(String path, int status, String code, String named) throws IOException {
        HttpResponse<String> answer = market.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(named);
    }

    @Test
    void pushesTradesAndCandlesInJsonFrames() throws IOException {
        try (Subscription subscription = new Subscription(market)) {
            subscription.send("{\"op\":\"candles\",\"pair\":\"BTC-USDT\",\"limit\":2,\"id\":1}");
            JsonNode answer = subscription.next();
            assertThat(answer.path("event").asText()).isEqualTo("candles");
            assertThat(answer.path("data").path("candles")).hasSize(2);
            subscription.send("{\"op\":\"candles\",\"pair\":\"BTC-USDT\",\"limit\":\"x\"}");
            assertThat(subscription.next().path("code").asText()).isEqualTo("bad_request");
            subscription.send("{\"op\":\"subscribe\",\"channel\":\"candles\",\"pairs\":[\"BTC-USDT\"]}");
            assertThat(subscription.next().path("event").asText()).isEqualTo("subscribed");
            JsonNode candle = subscription.next();
            assertThat(candle.path("channel").asText()).isEqualTo("candles");
            assertThat(candle.path("pair").asText()).isEqualTo("BTC-USDT");
            assertThat(candle.path("complete").asBoolean()).isFalse();
            JsonNode next = subscription.next();
            assertThat(new BigDecimal(next.path("volume").asText())
                            .compareTo(new BigDecimal(candle.path("volume").asText())))
                    .as("no older than the snapshot, or of another minute")
                    .matches(order -> order >= 0 || openTime(next) != openTime(candle));
            subscription.send("{\"op\":\"subscribe\",\"channel\":\"trades\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            subscription.await(message -> message.path("event").asText().equals("subscribed"));
            Set<String> ids = new HashSet<>();
            while (ids.size() < 50) {
                JsonNode trade = subscription.await(
                        message -> message.path("channel").asText().equals("trades"));
                assertThat(trade.path("venue").asText()).isEqualTo("okx");
                assertThat(ids.add(
                                trade.path("pair").asText() + trade.path("id").asText()))
                        .isTrue();
            }
            subscription.send("{\"op\":\"unsubscribe\",\"channel\":\"trades\",\"id\":\"end\"}");
            subscription.await(message -> message.path("id").asText().equals("end"));
            for (int i = 0; i < 3; i++) {
                assertThat(subscription.next().path("channel").asText()).isEqualTo("candles");
            }
        }
    }

    @Test
    void pushesTradesAndAnswersCandlesInProtobufFrames() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame(ClientFrame.newBuilder()
                    .setId("c")
                    .setCandles(CandlesRequest.newBuilder()
                            .setPair("ETH-USDT")
                            .setInterval("5m")
                            .setLimit(3))
                    .build()
                    .toByteArray());
            ServerFrame answer = ServerFrame.parseFrom(socket.readFrameBytes());
            assertThat(answer.getId()).isEqualTo("c");
            assertThat(answer.getCandles().getCandlesList()).hasSize(3);
            assertThat(answer.getCandles().getCandles(0).getInterval()).isEqualTo("5m");
            for (String channel : List.of("trades", "candles")) {
                socket.sendFrame(ClientFrame.newBuilder()
                        .setSubscribe(Subscribe.newBuilder().setChannel(channel).addPairs("*"))
                        .build()
                        .toByteArray());
            }
            boolean trade = false;
            boolean candle = false;
            while (!trade || !candle) {
                ServerFrame push = ServerFrame.parseFrom(socket.readFrameBytes());
                trade |= push.hasTradeUpdate()
                        && !push.getTradeUpdate().getPrice().isEmpty();
                candle |= push.hasCandleUpdate() && push.getCandleUpdate().hasClose();
            }
        }
    }

    @Test
    void goesOnAfterARestartWithoutHoleAndWithoutDuplicate() throws IOException {
        Map<Long, JsonNode> before = byTime(candles("1m", 1440));
        try (Gateway again = TestGateways.start(beside())) {
            SimulatedMarket.await("a day of candles", () -> of(again, 1440).size() == 1440);
            List<JsonNode> after = of(again, 1440);
            for (int i = 1; i < after.size(); i++) {
                assertThat(openTime(after.get(i))).isEqualTo(openTime(after.get(i - 1)) + MINUTE_US);
            }
            Map<Long, JsonNode> known = byTime(after);
            before.forEach((time, candle) -> {
                JsonNode same = known.get(time);
                if (same != null && candle.path("venue").equals(same.path("venue")) && isComplete(candle, same)) {
                    assertThat(same).isEqualTo(candle);
                }
            });
        }
    }

    /**
     * A venue that trades so seldom that what it tells of the past reaches back behind the start of a gateway, however long
     * that takes to ask; and which has traded.
     */
    private static SimulatedVenue seldom(Venue venue) throws IOException {
        SimulatedVenue its = SimulatedVenue.start(SimulatorOptions.of(venue)
                .withPairs(List.of("BTC-USDT"))
                .withRatePerSecond(20)); // two trades a second, of which 500 or more are told
        URI trades = URI.create("http://127.0.0.1:" + its.restPort()
                + (venue == Venue.OKX ? "/api/v5/market/trades?instId=BTC-USDT" : "/api/v3/aggTrades?symbol=BTCUSDT"));
        SimulatedMarket.await("a trade", () -> get(trades).body().matches("(?s).*\"px?\":.*"));
        return its;
    }

    @Test
    void knowsTheTradesOfBeforeItWasStarted() throws IOException {
        try (SimulatedVenue okx = seldom(Venue.OKX)) {
            long startUs = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
            try (Gateway gateway = TestGateways.startOn(okx, "pairs=BTC-USDT")) {
                SimulatedMarket.await(
                        "trades of before",
                        () -> trades(gateway).stream()
                                .anyMatch(trade -> trade.path("time").asLong() < startUs));
                List<JsonNode> trades = trades(gateway);
                assertThat(trades.stream()
                                .map(trade -> trade.path("id").asText())
                                .distinct())
                        .hasSameSizeAs(trades);
                assertThat(trades)
                        .isSortedAccordingTo(Comparator.comparingLong(
                                (JsonNode trade) -> -trade.path("time").asLong()));
            }
        }
    }

    @Test
    void takesTheTradesOfBeforeFromTheOtherVenueWhereTheOneThatServesCannotTellThem() throws IOException {
        try (SimulatedVenue okx = seldom(Venue.OKX);
                SimulatedVenue binance = seldom(Venue.BINANCE);
                Gateway gateway = TestGateways.startOn(
                        okx,
                        "pairs=BTC-USDT",
                        "venues.okx.rest=http://127.0.0.1:1",
                        "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                        "venues.binance.rest=http://127.0.0.1:" + binance.restPort())) {
            SimulatedMarket.await("trades of both", () -> isOf("okx", 0, gateway) && isOf("binance", 999, gateway));
        }
    }

    private static boolean isOf(String venue, int place, Gateway gateway) {
        List<JsonNode> trades = trades(gateway);
        return !trades.isEmpty()
                && trades.get(Math.min(place, trades.size() - 1))
                        .path("venue")
                        .asText()
                        .equals(venue);
    }

    private static List<JsonNode> trades(Gateway gateway) {
        return list(get(gateway, "/v1/trades/BTC-USDT?limit=1000"), "trades");
    }

    /** The settings of another gateway at the same venues. */
    private String[] beside(String... more) {
        List<String> sets = new ArrayList<>(List.of(
                "venues.okx.ws=ws://127.0.0.1:" + market.okx().port() + "/ws/v5/public",
                "venues.okx.rest=http://127.0.0.1:" + market.okx().restPort(),
                "venues.binance.ws=ws://127.0.0.1:" + market.binance().port(),
                "venues.binance.rest=http://127.0.0.1:" + market.binance().restPort()));
        sets.addAll(List.of(more)); // the last one of a key counts
        return sets.toArray(String[]::new);
    }

    private static boolean isComplete(JsonNode one, JsonNode other) {
        return one.path("complete").asBoolean() && other.path("complete").asBoolean();
    }

    private static List<JsonNode> of(Gateway gateway, int limit) {
        return list(get(gateway, "/v1/candles/BTC-USDT?limit=" + limit), "candles");
    }

    private static HttpResponse<String> get(Gateway gateway, String path) {
        return get(URI.create("http://127.0.0.1:" + gateway.address().getPort() + path));
    }

    private static HttpResponse<String> get(URI uri) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<Long, JsonNode> byTime(List<JsonNode> candles) {
        return candles.stream().collect(Collectors.toMap(HistoryIT::openTime, candle -> candle));
    }

    @Test
    void makesOfAReplayTheCandlesThatTheVenueMade() throws IOException {
        replay(binance -> {}, 4);
    }

    @Test
    void repairsAMinuteWithMissingTradesFromTheVenueItself() throws IOException {
        replay(binance -> SimulatedMarket.fault(binance, "{\"kind\":\"gap\",\"count\":500}"), MINUTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "reorder"})
    void makesTheSameOfTradesThatComeTwiceOrInAnotherOrder(String fault) throws IOException {
        replay(binance -> SimulatedMarket.fault(binance, "{\"kind\":\"" + fault + "\",\"for\":\"60s\"}"), MINUTES);
    }

    @Test
    void repairsTheMinutesInWhichTheVenueWasGone() throws IOException {
        replay(
                binance -> {
                    SimulatedMarket.fault(
                            binance, "{\"kind\":\"refuse\",\"for\":\"1500ms\"}"); // two minutes of the recording
                    SimulatedMarket.fault(binance, "{\"kind\":\"disconnect\"}");
                },
                MINUTES);
    }

    @Test
    void goesOnAfterARestartInTheMiddleOfARun(@TempDir Path directory) throws IOException {
        SimulatorOptions options =
                SimulatorOptions.of(Venue.BINANCE).withReplay(Captures.file("binance/spot_btcusdt_20240808.gz"), SPEED);
        String store = "store.path=" + directory.resolve("q.db");
        try (SimulatedVenue binance = SimulatedVenue.start(options)) {
            Map<Long, JsonNode> before;
            try (Gateway gateway = replayed(binance, store)) {
                SimulatedMarket.await("two minutes", () -> complete(gateway).size() >= 2);
                before = byTime(complete(gateway));
            }
            try (Gateway gateway = replayed(binance, store)) {
                int minutes = MINUTES - 1; // where all was played before, the venue's time stands still in the last
                SimulatedMarket.await("minutes", () -> complete(gateway).size() >= minutes);
                List<JsonNode> after = complete(gateway);
                assertAsTheVenues(after);
                before.keySet().removeIf(openTime -> openTime > openTime(after.get(after.size() - 1)));
                assertThat(byTime(after)).containsAllEntriesOf(before);
            }
        }
    }

    @Test
    void readsTheDayOfBeforeFromTheStoreWhereVenuesTellNothing(@TempDir Path directory) throws IOException {
        String store = "store.path=" + directory.resolve("q.db");
        Map<Long, JsonNode> before;
        try (Gateway gateway = TestGateways.start(beside(store))) {
            SimulatedMarket.await("a day of candles", () -> of(gateway, 1440).size() == 1440);
            before = byTime(of(gateway, 1440));
        }
        before.values().removeIf(candle -> !candle.path("complete").asBoolean());
        String[] sets = beside(store);
        for (int i = 0; i < sets.length; i++) {
            sets[i] = sets[i].replaceAll("rest=.*", "rest=http://127.0.0.1:1");
        }
        try (Gateway gateway = TestGateways.start(sets)) {
            SimulatedMarket.await(
                    "the day of before",
                    () -> byTime(of(gateway, 1440)).entrySet().containsAll(before.entrySet()));
        }
    }

    /** Plays a recording, lets {@code trouble} happen in it, and waits for so many complete minutes. */
    private static void replay(Consumer<SimulatedVenue> trouble, int minutes) throws IOException {
        SimulatorOptions options =
                SimulatorOptions.of(Venue.BINANCE).withReplay(Captures.file("binance/spot_btcusdt_20240808.gz"), SPEED);
        try (SimulatedVenue binance = SimulatedVenue.start(options);
                Gateway gateway = replayed(binance)) {
            SimulatedMarket.await("a minute", () -> complete(gateway).size() >= 1);
            trouble.accept(binance);
            SimulatedMarket.await("minutes", () -> complete(gateway).size() >= minutes);
            assertAsTheVenues(complete(gateway));
        }
    }

    private static Gateway replayed(SimulatedVenue binance, String... more) throws IOException {
        List<String> sets = new ArrayList<>(List.of(more));
        sets.addAll(List.of(
                "feeds.preferred=binance",
                "pairs=BTC-USDT",
                "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                "venues.binance.rest=http://127.0.0.1:" + binance.restPort()));
        return TestGateways.start(sets.toArray(String[]::new));
    }

    /** Every minute is the venue's own, and follows the one before. */
    private static void assertAsTheVenues(List<JsonNode> minutes) throws IOException {
        Map<Long, String[]> klines = Captures.lines("klines/BTCUSDT-1m-2024-08-08.csv").stream()
                .map(line -> line.split(",", -1))
                .collect(Collectors.toMap(row -> Long.parseLong(row[0]) * 1000, row -> row));
        for (int i = 0; i < minutes.size(); i++) {
            assertThat(openTime(minutes.get(i))).isEqualTo(openTime(minutes.get(0)) + i * MINUTE_US);
            assertSame(minutes.get(i), requireNonNull(klines.get(openTime(minutes.get(i)))));
        }
    }

    private static List<JsonNode> complete(Gateway gateway) {
        return of(gateway, 60).stream()
                .filter(minute -> minute.path("complete").asBoolean())
                .toList();
    }

    private static void assertSame(JsonNode minute, String[] kline) {
        String[] names = {"open", "high", "low", "close", "volume", "quoteVolume", "trades", "takerBuyVolume"};
        int[] columns = {1, 2, 3, 4, 5, 7, 8, 9};
        for (int i = 0; i < names.length; i++) {
            assertThat(new BigDecimal(minute.path(names[i]).asText()))
                    .as("%s of %s", names[i], minute)
                    .isEqualByComparingTo(kline[columns[i]]);
        }
    }
}
