package io.quotegate.feed.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.binance.BinanceRestDecoder;
import io.quotegate.codec.okx.OkxRestDecoder;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the simulated venues answer over REST. */
@Timeout(120)
class SimulatorRestIT {
    private static final Instrument ETHEREUM = new Instrument(1, "ETH-USDT");
    private static final List<String> PAIRS = List.of("BTC-USDT", "ETH-USDT");

    private static SimulatedVenue okx;
    private static SimulatedVenue binance;

    @BeforeAll
    static void start() throws IOException {
        okx = SimulatedVenue.start(
                SimulatorOptions.of(Venue.OKX).withPairs(PAIRS).withRatePerSecond(0), TestModels.of(Venue.OKX));
        binance = SimulatedVenue.start(
                SimulatorOptions.of(Venue.BINANCE).withPairs(PAIRS).withRatePerSecond(0), TestModels.of(Venue.BINANCE));
    }

    @AfterAll
    static void stop() {
        okx.close();
        binance.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "public/time | 200 | \\{\"code\":\"0\",\"msg\":\"\",\"data\":\\[\\{\"ts\":\"\\d{13}\"}]}",
                "public/instruments?instType=SPOT&instId=BTC-USDT | 200 | \\{\"code\":\"0\",.*\"instId\":\"BTC-USDT\","
                        + "\"baseCcy\":\"BTC\",\"quoteCcy\":\"USDT\",\"tickSz\":\"0.1\",\"lotSz\":\"0.00000001\".*"
                        + "\"state\":\"live\".*",
                "public/instruments?instType=SPOT | 200 | .*\"BTC-USDT\".*\"ETH-USDT\".*",
                "public/instruments?instType=OPTION&uly=BTC-USD | 200 | \\{\"code\":\"0\",\"msg\":\"\",\"data\":\\[]}",
                "public/instruments | 400 | \\{\"code\":\"51000\",.*",
                "market/ticker?instId=BTC-USDT | 200 | .*\"instType\":\"SPOT\",\"instId\":\"BTC-USDT\",\"last\":\"[0-9.]+\".*",
                "market/tickers?instType=SPOT | 200 | .*\"BTC-USDT\".*\"ETH-USDT\".*",
                "market/trades?instId=BTC-USDT&limit=5 | 200 | .*\\[\\{\"instId\":\"BTC-USDT\",\"side\":\"[a-z]+\".*",
                "market/books?instId=BTC-USDT&sz=1 | 200 | .*\\{\"asks\":\\[\\[\"[0-9.]+\",\"[0-9.]+\",\"0\",\"1\"]].*",
                "market/history-trades?instId=BTC-USDT&limit=2 | 200 | .*\\[\\{\"instId\":\"BTC-USDT\",\"side\".*",
                "market/candles?instId=BTC-USDT&limit=2 | 200 | .*\"data\":\\[\\[\"\\d{13}\"(,\"[0-9.]+\"){7},\"0\"],"
                        + "\\[\"\\d{13}\"(,\"[0-9.]+\"){7},\"1\"]]}",
                "market/history-candles?instId=BTC-USDT&bar=1H&limit=1 | 200 | .*\"data\":\\[\\[\"\\d+00000\".*\"1\"]]}",
                "market/candles?instId=BTC-USDT&bar=7m | 400 | \\{\"code\":\"51000\",.*",
                "market/candles?instId=NO-PE | 200 | \\{\"code\":\"51001\",.*",
                "market/ticker?instId=NO-PE | 200 | \\{\"code\":\"51001\",.*",
                "market/nothing | 404 | \\{\"code\":\"404\",.*"
            })
    void answersAsOkx(String query, int status, String body) throws Exception {
        HttpResponse<String> answer = new SimulatorHttp(okx).get("/api/v5/" + query);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).matches(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "ping | 200 | \\{}",
                "time | 200 | \\{\"serverTime\":\\d{13}}",
                "exchangeInfo?symbol=BTCUSDT | 200 | .*\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\".*"
                        + "\"tickSize\":\"0.01000000\".*\"stepSize\":\"0.00001000\".*",
                "exchangeInfo?symbols=%5B%22BTCUSDT%22,%22ETHUSDT%22%5D | 200 | .*\"BTCUSDT\".*\"ETHUSDT\".*",
                "ticker/price?symbol=BTCUSDT | 200 | \\{\"symbol\":\"BTCUSDT\",\"price\":\"\\d+\\.\\d{8}\"}",
                "ticker/price | 200 | \\[\\{\"symbol\":\"BTCUSDT\".*\\{\"symbol\":\"ETHUSDT\".*]",
                "ticker/bookTicker?symbol=BTCUSDT | 200 | \\{\"symbol\":\"BTCUSDT\",\"bidPrice\":\"\\d+\\.\\d{8}\",.*}",
                "ticker/24hr?symbol=BTCUSDT | 200 | \\{\"symbol\":\"BTCUSDT\",\"priceChange\":\"-?\\d+\\.\\d{8}\",.*}",
                "trades?symbol=BTCUSDT&limit=5 | 200 | \\[\\{\"id\":\\d+,\"price\":\"\\d+\\.\\d{8}\",.*}]",
                "aggTrades?symbol=BTCUSDT | 200 | \\[\\{\"a\":\\d+,\"p\":\"\\d+\\.\\d{8}\",.*}]",
                "klines?symbol=BTCUSDT&interval=1m&limit=1 | 200 | \\[\\[\\d{13}(,\"\\d+\\.\\d{8}\"){5},\\d{13},\"\\d+\\.\\d{8}\","
                        + "\\d+,\"\\d+\\.\\d{8}\",\"\\d+\\.\\d{8}\",\"0\"]]",
                "klines?symbol=BTCUSDT&interval=7m | 400 | \\{\"code\":-1120,\"msg\":\"Invalid interval.\"}",
                "klines?symbol=BTCUSDT | 400 | \\{\"code\":-1102,.*",
                "depth?symbol=BTCUSDT&limit=5 | 200 | \\{\"lastUpdateId\":\\d+,\"bids\":\\[\\[\"\\d+\\.\\d{8}\",.*}",
                "ticker/price?symbol=NOPE | 400 | \\{\"code\":-1121,\"msg\":\"Invalid symbol.\"}",
                "ticker/price?symbol=btcusdt | 400 | \\{\"code\":-1100,.*",
                "trades | 400 | \\{\"code\":-1102,\"msg\":\"Mandatory parameter 'symbol' was not sent, was empty/null,"
                        + " or malformed.\"}",
                "nothing | 404 | .*404 Not found.*"
            })
    void answersAsBinance(String query, int status, String body) throws Exception {
        HttpResponse<String> answer = new SimulatorHttp(binance).get("/api/v3/" + query);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).matches(body);
        assertThat(answer.headers().firstValue("X-MBX-USED-WEIGHT-1M")).isPresent();
    }

    @Test
    void tellsADayOfMinutesWithoutHoleAtStartOnEitherVenue() throws Exception {
        String klines = new SimulatorHttp(binance)
                .get("/api/v3/klines?symbol=ETHUSDT&interval=1m&limit=1000")
                .body();
        List<Candle> newest = BinanceRestDecoder.klines(klines.getBytes(UTF_8), ETHEREUM);
        long firstMs = newest.get(0).openTimeUs() / 1000;
        String earlier = new SimulatorHttp(binance)
                .get("/api/v3/klines?symbol=ETHUSDT&interval=1m&limit=1000&endTime=" + (firstMs - 1))
                .body();
        List<Candle> all = new ArrayList<>(BinanceRestDecoder.klines(earlier.getBytes(UTF_8), ETHEREUM));
        all.addAll(newest);
        assertThat(all).hasSizeGreaterThan(1440);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).openTimeUs()).isEqualTo(all.get(i - 1).openTimeUs() + Candle.MINUTE_US);
            assertThat(all.get(i).open()).isBetween(all.get(i).low(), all.get(i).high());
        }
        String page = "/api/v5/market/candles?instId=ETH-USDT&limit=300";
        List<Candle> first =
                OkxRestDecoder.candles(new SimulatorHttp(okx).get(page).body().getBytes(UTF_8), ETHEREUM);
        long after = first.get(299).openTimeUs() / 1000;
        List<Candle> second = OkxRestDecoder.candles(
                new SimulatorHttp(okx).get(page + "&after=" + after).body().getBytes(UTF_8), ETHEREUM);
        assertThat(first).hasSize(300);
        assertThat(second.get(0).openTimeUs()).isEqualTo(first.get(299).openTimeUs() - Candle.MINUTE_US);
    }

    @Test
    void tellsMicrosecondsToWhoAsksForThem() throws Exception {
        HttpResponse<String> answer = new SimulatorHttp(binance).get("/api/v3/time", "X-MBX-TIME-UNIT", "MICROSECOND");

        assertThat(answer.body()).matches("\\{\"serverTime\":\\d{16}}");
    }

    @Test
    void refusesWhoAsksForTooMuchAndBansWhoDoesNotStop() throws Exception {
        try (SimulatedVenue strict =
                SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE), TestModels.maxWeight(20))) {
            SimulatorHttp http = new SimulatorHttp(strict);
            assertThat(http.get("/api/v3/exchangeInfo").statusCode()).isEqualTo(200);

            HttpResponse<String> refused = http.get("/api/v3/time");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).startsWith("{\"code\":-1003,\"msg\":\"Too much request weight used;");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 60L);

            HttpResponse<String> banned = refused;
            for (int i = 0; i < 10 && banned.statusCode() == 429; i++) {
                banned = http.get("/api/v3/time");
            }
            assertThat(banned.statusCode()).isEqualTo(418);
            assertThat(banned.body())
                    .startsWith("{\"code\":-1003,\"msg\":\"Way too much request weight used; IP banned");
            assertThat(banned.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(100L, 121L);
        }
    }

    @Test
    void servesRestOnAPortOfItsOwnWhenToldTo() throws Exception {
        SimulatorOptions twoPorts = SimulatorOptions.of(Venue.OKX).withRestPort(0);
        try (SimulatedVenue venue = SimulatedVenue.start(twoPorts, TestModels.of(Venue.OKX));
                WebSocketTestClient client = WebSocketTestClient.connect(venue.port(), "/ws/v5/public");
                WebSocketTestClient wrong = WebSocketTestClient.attempt(venue.restPort(), "/ws/v5/public")) {
            assertThat(venue.restPort()).isNotEqualTo(venue.port());
            assertThat(client.isOpen()).isTrue();
            assertThat(wrong.isOpen()).isFalse();
            HttpResponse<String> answer = new SimulatorHttp(venue).get("/api/v5/public/time");
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }
}
