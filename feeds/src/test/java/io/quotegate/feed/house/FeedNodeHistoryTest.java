package io.quotegate.feed.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.dial.Route;
import io.quotegate.feed.rest.RestStub;
import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedNodeHistoryTest {
    private static final Instrument PAIR = new Instrument(0, "BTC-USDT");
    private static final long MINUTE = 1_757_076_000_000_000L;
    private static final String WHOLE =
            "\"open\":\"1.10\",\"high\":\"2\",\"low\":\"1\",\"close\":\"1.5\",\"volume\":\"4.5\",\"quoteVolume\":\"7\","
                    + "\"trades\":3,\"takerBuyVolume\":\"0.5\",\"complete\":true,\"venue\":\"binance\",\"repaired\":true}";
    private static final String BARE = "\"open\":null,\"high\":null,\"low\":null,\"close\":null,\"volume\":\"0\","
            + "\"quoteVolume\":\"0\",\"trades\":null,\"takerBuyVolume\":null,\"complete\":false,\"venue\":\"okx\"}";

    private final RestStub node = new RestStub();
    private final FeedNodeHistory history = new FeedNodeHistory(
            Venue.BINANCE,
            node.routes().stream().map(Route::uri).toList(),
            "qg_secret",
            node.client(),
            () -> MINUTE + 10 * Candle.MINUTE_US + 5);

    FeedNodeHistoryTest() throws IOException {}

    @AfterEach
    void close() {
        node.close();
    }

    private static String candle(long openUs, String rest) {
        return "{\"openTime\":" + openUs + ',' + rest;
    }

    private static String candles(String... rows) {
        return "{\"candles\":[" + String.join(",", rows) + "]}";
    }

    @Test
    void takesCandlesAsTheFeedNodeHasThem() throws InterruptedException {
        node.answers(candles(
                candle(MINUTE, WHOLE),
                candle(MINUTE + Candle.MINUTE_US, WHOLE.replace("binance", "not known here")),
                candle(MINUTE + 2 * Candle.MINUTE_US, BARE)));
        HistoryAnswer answer = history.minutes(PAIR, Candle.NEWEST_US, 1440);
        assertThat(node.asked()).containsExactly("/v1/candles/BTC-USDT?interval=1m&limit=1440");
        assertThat(answer)
                .isEqualTo(new HistoryAnswer.Candles(List.of(
                        Candle.of(PAIR, Venue.BINANCE, MINUTE)
                                .withPrices(
                                        new BigDecimal("1.10"),
                                        new BigDecimal("2"),
                                        new BigDecimal("1"),
                                        new BigDecimal("1.5"))
                                .withVolumes(new BigDecimal("4.5"), new BigDecimal("7"))
                                .withTrades(3, new BigDecimal("0.5")),
                        Candle.of(PAIR, Venue.OKX, MINUTE + 2 * Candle.MINUTE_US)
                                .withTradesUnknown()
                                .withComplete(false))));
    }

    @Test
    void asksForAsManyAsReachBackToWhatIsWanted() throws InterruptedException {
        node.answers(candles(
                candle(MINUTE, WHOLE),
                candle(MINUTE + Candle.MINUTE_US, WHOLE),
                candle(MINUTE + 2 * Candle.MINUTE_US, WHOLE)));
        HistoryAnswer answer = history.minutes(PAIR, MINUTE + Candle.MINUTE_US, 1);
        assertThat(node.asked()).containsExactly("/v1/candles/BTC-USDT?interval=1m&limit=11");
        assertThat(((HistoryAnswer.Candles) answer).candles())
                .extracting(Candle::openTimeUs)
                .containsExactly(MINUTE + Candle.MINUTE_US);
        node.answers(candles());
        assertThat(history.minutes(PAIR, MINUTE - 20_000 * Candle.MINUTE_US, 10))
                .isEqualTo(new HistoryAnswer.Candles(List.of()));
        assertThat(node.asked()).last().asString().endsWith("limit=1440");
    }

    @Test
    void takesTheTradesOfItsVenueAndTurnsThemRound() throws InterruptedException {
        node.answers(
                "{\"trades\":["
                        + "{\"pair\":\"BTC-USDT\",\"venue\":\"binance\",\"id\":\"12\",\"price\":\"2.50\",\"size\":\"3\",\"side\":\"sell\",\"time\":1757076059999001},"
                        + "{\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"id\":\"99\",\"price\":\"2\",\"size\":\"3\",\"side\":\"sell\",\"time\":1757076059999000},"
                        + "{\"pair\":\"BTC-USDT\",\"venue\":\"binance\",\"id\":null,\"price\":\"1\",\"size\":\"1\",\"side\":\"buy\",\"time\":1757076000001000}]}");
        HistoryAnswer.Trades answer = (HistoryAnswer.Trades) history.trades(PAIR);
        assertThat(node.asked()).containsExactly("/v1/trades/BTC-USDT?limit=1000");
        assertThat(answer.trades()).extracting(Trade::tradeId).containsExactly(-1L, 12L);
        assertThat(answer.trades()).extracting(Trade::takerBuys).containsExactly(true, false);
        assertThat(answer.trades())
                .extracting(Trade::exchangeTimeUs)
                .containsExactly(1757076000001000L, 1757076059999001L);
        assertThat(answer.trades()).extracting(Trade::priceMantissa).containsExactly(1L, 25L);
    }

    @Test
    void saysWhatWentWrong() throws InterruptedException {
        node.answers(404, "", Map.of());
        assertThat(history.trades(PAIR)).isEqualTo(new HistoryAnswer.NotThere());
        node.answers(401, "who are you", Map.of());
        assertThat(history.minutes(PAIR, Candle.NEWEST_US, 2))
                .isEqualTo(new HistoryAnswer.Failed("HTTP 401 who are you"));
        node.answers("{\"candles\":[{\"openTime\":1}]}");
        assertThat(history.minutes(PAIR, Candle.NEWEST_US, 2)).isInstanceOf(HistoryAnswer.Failed.class);
        node.answers("[]");
        assertThat(history.minutes(PAIR, Candle.NEWEST_US, 2)).isInstanceOf(HistoryAnswer.Failed.class);
        node.answers("{\"candles\":[" + candle(MINUTE, WHOLE.replace("4.5", "much")) + "]}");
        assertThat(history.minutes(PAIR, Candle.NEWEST_US, 2)).isInstanceOf(HistoryAnswer.Failed.class);
    }
}
