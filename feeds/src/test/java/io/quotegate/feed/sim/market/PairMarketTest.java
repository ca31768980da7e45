package io.quotegate.feed.sim.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Instrument;
import io.quotegate.market.TradeUpdate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairMarketTest {
    private final PairMarket pair =
            new PairMarket(new TradingRules(new Instrument(0, "BTC-USDT"), 2, 5), DecimalStyle.EIGHT_PLACES);

    private void trade(long id, String price, String size) {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = id;
        trade.count = 1;
        trade.price.parse(price);
        trade.size.parse(size);
        pair.onTrade(trade);
    }

    @Test
    void countsTheDayUpFromItsTrades() {
        pair.openDay(new BigDecimal("100"), BigDecimal.ZERO, BigDecimal.ZERO);
        trade(7, "110.00000000", "2.00000000");
        trade(8, "95.00000000", "1.00000000");
        DayTicker day = pair.day(5);

        assertThat(day.open).hasToString("100.00000000");
        assertThat(day.high).hasToString("110.00000000");
        assertThat(day.low).hasToString("95.00000000");
        assertThat(day.last).hasToString("95.00000000");
        assertThat(day.change).hasToString("-5.00000000");
        assertThat(day.changePercent).hasToString("-5.000");
        assertThat(day.volume).hasToString("3.00000000");
        assertThat(day.quoteVolume).hasToString("315.00000000");
        assertThat(day.average).hasToString("105.00000000");
        assertThat(day.trades).isEqualTo(2);
        assertThat(day.firstTradeId).isEqualTo(7);
        assertThat(day.lastTradeId).isEqualTo(8);
    }

    @Test
    void believesARecordedDayInsteadOfCounting() {
        DayTicker recorded = new DayTicker();
        recorded.open.parse("100");
        recorded.volume.parse("5000.123456789");
        recorded.change.parse("-1");
        pair.onDay(recorded);
        trade(7, "110", "2");

        assertThat(pair.day(5).volume).hasToString("5000.123456789");
        assertThat(pair.day(5).change).hasToString("-1");
        assertThat(pair.day(5).last).hasToString("110");
    }

    @Test
    void takesTheBookFromATickerOnlyWhileNothingElseTellsIt() {
        DayTicker recorded = new DayTicker();
        recorded.top.bid.parse("99");
        pair.onDay(recorded);
        assertThat(pair.top().bid).hasToString("99");

        DayTicker own = new DayTicker();
        own.top.bid.parse("98");
        pair.onTop(own.top);
        pair.onDay(recorded);
        assertThat(pair.top().bid).hasToString("98");
    }

    @Test
    void keepsTheLastThousandTrades() {
        for (int i = 0; i < 1500; i++) {
            trade(i, "100", "1");
        }
        List<Long> newest = new ArrayList<>();
        pair.trades().newestFirst(3, trade -> newest.add(trade.tradeId));
        List<Long> latest = new ArrayList<>();
        pair.trades().oldestFirst(5000, trade -> latest.add(trade.tradeId));

        assertThat(newest).containsExactly(1499L, 1498L, 1497L);
        assertThat(latest).hasSize(1000).startsWith(500L).endsWith(1499L);
    }
}
