package io.quotegate.feed.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.rest.RestStub;
import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OkxHistoryTest {
    private static final Instrument PAIR = new Instrument(0, "BTC-USDT");
    private static final long MINUTE = 1_757_076_000_000_000L;
    private static final String NO_DATA = "{\"code\":\"0\",\"msg\":\"\",\"data\":[]}";
    private static final String TRADES = "{\"code\":\"0\",\"data\":["
            + "{\"tradeId\":\"12\",\"px\":\"2\",\"sz\":\"3\",\"side\":\"sell\",\"ts\":\"1757076059999\"},"
            + "{\"tradeId\":\"11\",\"px\":\"1\",\"sz\":\"1\",\"side\":\"buy\",\"ts\":\"1757076000001\"},"
            + "{\"tradeId\":\"10\",\"px\":\"1\",\"sz\":\"1\",\"side\":\"buy\",\"ts\":\"1757075999999\"}]}";

    private final RestStub venue = new RestStub();
    private final OkxHistory history = new OkxHistory(venue.routes(), VenueOrigin.of(false), venue.client());

    OkxHistoryTest() throws IOException {}

    @AfterEach
    void close() {
        venue.close();
    }

    private static String candles(String... rows) {
        return "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + String.join(",", rows) + "]}";
    }

    private static String row(long openMs, String closed) {
        return "[\"" + openMs + "\",\"1\",\"2\",\"1\",\"2\",\"4\",\"7\",\"7\",\"" + closed + "\"]";
    }

    @Test
    void knowsWhenTheVenueDoesNotHaveThePair() throws InterruptedException {
        venue.answers("{\"code\":\"51001\",\"msg\":\"Instrument ID does not exist\",\"data\":[]}");
        assertThat(history.minutes(PAIR, Candle.NEWEST_US, 1)).isEqualTo(new HistoryAnswer.NotThere());
    }

    @Test
    void asksForTheNewestMinutesAndTurnsThemRound() throws InterruptedException {
        venue.answers(candles(row(MINUTE / 1000 + 60_000, "0"), row(MINUTE / 1000, "1")));
        HistoryAnswer answer = history.minutes(PAIR, Candle.NEWEST_US, 5);
        assertThat(venue.asked()).containsExactly("/api/v5/market/candles?instId=BTC-USDT&bar=1m&limit=5");
        assertThat(answer).isInstanceOf(HistoryAnswer.Candles.class);
        assertThat(((HistoryAnswer.Candles) answer).candles())
                .extracting(Candle::openTimeUs, Candle::complete)
                .containsExactly(tuple(MINUTE, true), tuple(MINUTE + Candle.MINUTE_US, false));
        assertThat(history.mostCandles()).isEqualTo(300);
        assertThat(history.tellsTakers()).isFalse();
    }

    @Test
    void asksForPastMinutesFromBehindTheLastToBeforeTheFirst() throws InterruptedException {
        venue.answers(NO_DATA);
        history.minutes(PAIR, MINUTE, 100);
        assertThat(venue.asked())
                .containsExactly("/api/v5/market/history-candles?instId=BTC-USDT&bar=1m&limit=100"
                        + "&after=1757076060000&before=1757070000000");
    }

    @Test
    void asksForTheTradesOfAFewMinutesToo() throws InterruptedException {
        venue.answers(candles(row(MINUTE / 1000, "1"))).answers(TRADES);
        HistoryAnswer.Candles answer = (HistoryAnswer.Candles) history.minutes(PAIR, MINUTE, 1);
        assertThat(answer.candles()).singleElement().satisfies(candle -> {
            assertThat(candle.trades()).isEqualTo(2);
            assertThat(candle.takerBuyVolume()).isEqualByComparingTo("1");
        });
        venue.answers(candles(row(MINUTE / 1000, "1"))).answers(503, "", Map.of());
        HistoryAnswer.Candles without = (HistoryAnswer.Candles) history.minutes(PAIR, MINUTE, 1);
        assertThat(without.candles())
                .singleElement()
                .satisfies(candle -> assertThat(candle.trades()).isEqualTo(Candle.UNKNOWN));
    }

    @Test
    void givesTheLastTradesTheOldestFirst() throws InterruptedException {
        venue.answers(TRADES);
        HistoryAnswer.Trades answer = (HistoryAnswer.Trades) history.trades(PAIR);
        assertThat(venue.asked()).containsExactly("/api/v5/market/trades?instId=BTC-USDT&limit=500");
        assertThat(answer.trades()).extracting("tradeId").containsExactly(10L, 11L, 12L);
    }

    @Test
    void restsWhenTheVenueSaysItIsAskedTooMuchAndFailsOtherwise() throws InterruptedException {
        venue.answers(429, "", Map.of())
                .answers(429, "", Map.of("Retry-After", "20"))
                .answers(500, "broken", Map.of())
                .answers("no JSON")
                .answers(429, "", Map.of());
        assertThat(history.minutes(PAIR, MINUTE, 100)).isEqualTo(new HistoryAnswer.Wait(Duration.ofSeconds(2), true));
        assertThat(history.minutes(PAIR, MINUTE, 100)).isEqualTo(new HistoryAnswer.Wait(Duration.ofSeconds(20), true));
        assertThat(history.minutes(PAIR, MINUTE, 100)).isEqualTo(new HistoryAnswer.Failed("HTTP 500 broken"));
        assertThat(history.minutes(PAIR, MINUTE, 100)).isInstanceOf(HistoryAnswer.Failed.class);
        assertThat(history.trades(PAIR)).isInstanceOf(HistoryAnswer.Wait.class);
        assertThat(history.trades(PAIR)).isInstanceOf(HistoryAnswer.Failed.class);
    }

    @Test
    void asksForNoMoreThanItMay() throws InterruptedException {
        HistoryAnswer last = new HistoryAnswer.Failed("");
        for (int i = 0; i < 17; i++) {
            venue.answers(NO_DATA);
            last = history.minutes(PAIR, MINUTE, 100);
        }
        assertThat(last).isInstanceOfSatisfying(HistoryAnswer.Wait.class, wait -> {
            assertThat(wait.refused()).isFalse();
            assertThat(wait.time()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(2));
        });
        assertThat(venue.asked()).hasSize(16);
    }
}
