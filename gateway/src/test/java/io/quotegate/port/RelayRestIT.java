package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Venue;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway as the venues' REST, beside the simulated venues themselves, whose market stands still here. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayRestIT {
    private RelayMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new RelayMarket(0);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v3/ping",
                "/api/v3/exchangeInfo?symbol=BTCUSDT",
                "/api/v3/depth?symbol=BTCUSDT&limit=5",
                "/api/v3/depth?symbol=btcusdt",
                "/api/v3/depth?symbol=NOPAIR",
                "/api/v3/depth",
                "/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=3&endTime=1600000000000",
                "/api/v3/klines?symbol=BTCUSDT&interval=7m",
                "/api/v3/ticker/price?symbol=ETHUSDT",
                "/api/v3/ticker/bookTicker?symbol=ETHUSDT",
                "/api/v3/ticker/bookTicker?symbols=%5B%22ETHUSDT%22,%22BTCUSDT%22%5D"
            })
    void answersAsBinanceDoes(String target) throws IOException {
        same(market.get(target), market.getDirectly(Venue.BINANCE, target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v5/public/instruments?instType=SPOT",
                "/api/v5/public/instruments?instType=SWAP",
                "/api/v5/public/instruments",
                "/api/v5/market/books?instId=BTC-USDT&sz=5",
                "/api/v5/market/ticker?instId=NO-PAIR",
                "/api/v5/market/history-candles?instId=BTC-USDT&limit=3&after=1600000000000"
            })
    void answersAsOkxDoes(String target) throws IOException {
        same(market.get(target), market.getDirectly(Venue.OKX, target));
    }

    private static void same(HttpResponse<String> relayed, HttpResponse<String> direct) {
        String varying = "\"(?:serverTime|ts)\":\"?[0-9]+\"?";
        assertThat(relayed.body().replaceAll(varying, ""))
                .isEqualTo(direct.body().replaceAll(varying, ""));
        assertThat(relayed.statusCode()).isEqualTo(direct.statusCode());
        assertThat(relayed.headers().firstValue("content-type"))
                .isEqualTo(direct.headers().firstValue("content-type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v3/account?timestamp=1&signature=a|401|-2015",
                "/api/v3/depth?symbol=BTCUSDT&signature=a|401|-2015",
                "/api/v3/nothing|404|404 Not found",
                "/sapi/v1/capital/config/getall?timestamp=1&signature=a|401|-2015",
                "/api/v5/account/balance|401|50103",
                "/api/v5/trade/order|401|50103",
                "/api/v5/market/%41bc|404|50404"
            })
    void refusesWhatIsPrivateOrNotThere(String target, int status, String part) throws IOException {
        long before = market.rest(Venue.BINANCE, "questions") + market.rest(Venue.OKX, "questions");
        HttpResponse<String> answer = market.get(target);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
        assertThat(market.rest(Venue.BINANCE, "questions") + market.rest(Venue.OKX, "questions"))
                .isEqualTo(before);
    }

    @Test
    void tellsOfNoFutures() throws IOException {
        for (String path : List.of("/fapi/v1/exchangeInfo", "/dapi/v1/exchangeInfo")) {
            HttpResponse<String> answer = market.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"symbols\":[]");
        }
    }

    @Test
    void asksOnceForWhatIsKept() throws IOException {
        String target = "/api/v3/klines?symbol=ADAUSDT&interval=1m&startTime=1600000000000&endTime=1600000600000";
        market.get(target);
        long before = market.rest(Venue.BINANCE, "questions");
        for (int i = 0; i < 20; i++) {
            assertThat(market.get(target).statusCode()).isEqualTo(200);
        }
        assertThat(market.rest(Venue.BINANCE, "questions")).isEqualTo(before);
        assertThat(market.get("/v1/relay").body()).contains("\"venue\":\"binance\"");
    }

    @Test
    void asksOnceForAllWhoWait() throws IOException {
        long before = market.rest(Venue.BINANCE, "questions");
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 60)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::deepBook))
                .toList();
        answers.forEach(answer -> assertThat(answer.join()).isEqualTo(200));
        assertThat(market.rest(Venue.BINANCE, "questions") - before).isLessThan(30);
    }

    private int deepBook() {
        try {
            return market.get("/api/v3/depth?symbol=SOLUSDT&limit=1000").statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BINANCE,/api/v3/depth?symbol=BTCUSDT",
        "BINANCE,/api/v3/depth?symbol=BTCUSDT&limit=5",
        "BINANCE,/api/v3/depth?limit=20&symbol=BTCUSDT",
        "OKX,/api/v5/market/books?instId=BTC-USDT",
        "OKX,/api/v5/market/books?sz=400&instId=BTC-USDT",
        "OKX,/api/v5/market/ticker?instId=BTC-USDT",
        "BINANCE,/api/v3/trades?symbol=BTCUSDT",
        "BINANCE,/api/v3/trades?limit=3&symbol=BTCUSDT",
        "BINANCE,/api/v3/time",
        "OKX,/api/v5/public/time"
    })
    void answersFromStreamsAndClocksAsTheVenueDoes(Venue venue, String target) throws IOException {
        try (WebSocketProbe binance = market.relayed("/ws");
                WebSocketProbe okx = market.relayed("/ws/v5/public")) {
            binance.text("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@100ms\"],\"id\":1}");
            assertThat(binance.readMessage()).isNotEmpty();
            okx.text("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},"
                    + "{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}");
            for (int i = 0; i < 4; i++) {
                assertThat(okx.readMessage()).isNotEmpty();
            }
            long before = market.rest(venue, "known");
            while (market.rest(venue, "known") == before) { // until what the first of them asked for is there
                market.get(target);
            }
            long questions = market.rest(venue, "questions");
            same(market.get(target), market.getDirectly(venue, target));
            assertThat(market.rest(venue, "questions")).isEqualTo(questions);
        }
    }

    @Test
    void tellsTimesInMicrosecondsToThoseWhoAskForThem() throws IOException {
        assertThat(market.get("/api/v3/time", "X-MBX-TIME-UNIT", "MICROSECOND").body())
                .containsPattern(":[0-9]{16}}");
        assertThat(market.get("/api/v3/time").body()).containsPattern(":[0-9]{13}}");
        assertThat(market.get("/api/v3/time").headers().firstValue("x-mbx-used-weight-1m"))
                .isPresent();
    }

    @Test
    void saysThatTheBudgetIsUsedUpBeforeTheVenueDoes() throws IOException {
        try (RelayMarket own = new RelayMarket(0)) {
            HttpResponse<String> answer = own.get("/api/v3/depth?symbol=BTCUSDT&limit=5000");
            for (int limit = 4999; answer.statusCode() == 200 && limit > 4900; limit--) { // each weighs 250
                answer = own.get("/api/v3/depth?symbol=BTCUSDT&limit=" + limit);
            }
            assertThat(answer.statusCode() + " " + answer.body()).startsWith("429 {\"code\":-1003");
            assertThat(answer.headers().firstValueAsLong("retry-after")).isPresent();
            assertThat(answer.headers().firstValueAsLong("x-mbx-used-weight-1m").orElse(0))
                    .isLessThan(6000);
            assertThat(own.rest(Venue.BINANCE, "limited")).isEqualTo(1);
            assertThat(own.rest(Venue.BINANCE, "weight")).isLessThanOrEqualTo(3600);
        }
    }

    @Test
    void saysThatTheVenueIsAwayInItsOwnWords() throws IOException {
        try (RelayMarket own = new RelayMarket(0)) {
            own.venue(Venue.BINANCE).close();
            own.venue(Venue.OKX).close();
            HttpResponse<String> binance = own.get("/api/v3/time");
            assertThat(binance.statusCode() + " " + binance.body()).startsWith("503 {\"code\":-1001");
            HttpResponse<String> okx = own.get("/api/v5/public/time");
            assertThat(okx.statusCode() + " " + okx.body())
                    .startsWith("503 {\"msg\"")
                    .contains("50001");
        }
    }
}
