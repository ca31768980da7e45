package io.quotegate.feed.binance;

import static org.assertj.core.api.Assertions.assertThat;

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

class BinanceHistoryTest {
    private static final Instrument PAIR = new Instrument(0, "BTC-USDT");
    private static final long MINUTE = 1_757_076_000_000_000L;
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT-1M";

    private final RestStub venue = new RestStub();
    private final BinanceHistory history = new BinanceHistory(venue.routes(), VenueOrigin.of(false), venue.client());

    BinanceHistoryTest() throws IOException {}

    @AfterEach
    void close() {
        venue.close();
    }

    private static String kline(long openMs) {
        return "[" + openMs + ",\"1\",\"2\",\"1\",\"2\",\"4\"," + (openMs + 59_999) + ",\"7\",3,\"1\",\"2\",\"0\"]";
    }

    @Test
    void asksForTheNewestMinutesAndLeavesOutTheOpenOne() throws InterruptedException {
        venue.answers("[" + kline(MINUTE / 1000) + ',' + kline(MINUTE / 1000 + 60_000) + ']');
        HistoryAnswer.Candles answer = (HistoryAnswer.Candles) history.minutes(PAIR, Candle.NEWEST_US, 2);
        assertThat(venue.asked()).containsExactly("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=2");
        assertThat(answer.candles()).extracting(Candle::openTimeUs).containsExactly(MINUTE);
        assertThat(history.mostCandles()).isEqualTo(1000);
        assertThat(history.tellsTakers()).isTrue();
    }

    @Test
    void asksForPastMinutesByTheirTime() throws InterruptedException {
        venue.answers("[" + kline(MINUTE / 1000) + ']');
        HistoryAnswer.Candles answer = (HistoryAnswer.Candles) history.minutes(PAIR, MINUTE, 3);
        assertThat(venue.asked())
                .containsExactly("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=3"
                        + "&startTime=1757075880000&endTime=1757076000000");
        assertThat(answer.candles()).hasSize(1);
    }

    @Test
    void givesTheLastTrades() throws InterruptedException {
        venue.answers("[{\"id\":7,\"price\":\"1\",\"qty\":\"2\",\"quoteQty\":\"2\",\"time\":1757076000000,"
                + "\"isBuyerMaker\":true,\"isBestMatch\":true}]");
        HistoryAnswer.Trades answer = (HistoryAnswer.Trades) history.trades(PAIR);
        assertThat(venue.asked()).containsExactly("/api/v3/trades?symbol=BTCUSDT&limit=1000");
        assertThat(answer.trades())
                .singleElement()
                .satisfies(trade -> assertThat(trade.tradeId()).isEqualTo(7));
    }

    @Test
    void knowsWhenTheVenueDoesNotHaveThePair() throws InterruptedException {
        venue.answers(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}", Map.of());
        assertThat(history.minutes(PAIR, MINUTE, 1)).isEqualTo(new HistoryAnswer.NotThere());
    }

    @Test
    void asksForAPairOutsideAsciiInPercents() throws InterruptedException {
        venue.answers("[]");
        history.minutes(new Instrument(0, "币安人生-USDT"), MINUTE, 1);
        assertThat(venue.asked().get(0)).startsWith("/api/v3/klines?symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&");
    }

    @Test
    void restsWhenTheVenueSaysItIsAskedTooMuchAndFailsOtherwise() throws InterruptedException {
        venue.answers(429, "", Map.of("Retry-After", "7"))
                .answers(418, "", Map.of())
                .answers(418, "", Map.of("Retry-After", "999999999"))
                .answers(429, "", Map.of("Retry-After", "0"))
                .answers(500, "broken", Map.of())
                .answers("no JSON");
        assertThat(history.trades(PAIR)).isEqualTo(new HistoryAnswer.Wait(Duration.ofSeconds(7), true));
        assertThat(history.trades(PAIR)).isEqualTo(new HistoryAnswer.Wait(Duration.ofMinutes(1), true));
        assertThat(history.trades(PAIR))
                .as("the longest ban")
                .isEqualTo(new HistoryAnswer.Wait(Duration.ofDays(3), true));
        assertThat(history.trades(PAIR)).isEqualTo(new HistoryAnswer.Wait(Duration.ofMinutes(1), true));
        assertThat(history.trades(PAIR)).isEqualTo(new HistoryAnswer.Failed("HTTP 500 broken"));
        assertThat(history.trades(PAIR)).isInstanceOf(HistoryAnswer.Failed.class);
    }

    @Test
    void restsAMinuteWhenOthersHaveUsedMostOfTheAddressesWeight() throws InterruptedException {
        venue.answers(200, "[]", Map.of(USED_WEIGHT, "4501"));
        history.trades(PAIR);
        assertThat(history.trades(PAIR))
                .isInstanceOfSatisfying(
                        HistoryAnswer.Wait.class,
                        wait -> assertThat(wait.time()).isBetween(Duration.ofSeconds(55), Duration.ofMinutes(1)));
        assertThat(venue.asked()).hasSize(1);
    }

    @Test
    void usesNoMoreThanItsShareOfTheWeight() throws InterruptedException {
        HistoryAnswer last = new HistoryAnswer.Failed("");
        for (int i = 0; i < 49; i++) {
            venue.answers("[]");
            last = history.trades(PAIR);
        }
        assertThat(venue.asked()).as("1200 in a minute, each weighing 25").hasSize(48);
        assertThat(last).isInstanceOf(HistoryAnswer.Wait.class);
    }
}
