package io.quotegate.feed.sim.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.market.TradeUpdate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinuteBarsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = 1_757_076_000L * SECOND;

    private final MinuteBars bars = new MinuteBars();
    private long tradeId = 100;

    private void trade(long second, int price, int size, boolean takerBuys) {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = ++tradeId;
        trade.count = 1;
        trade.price.setUnscaled(price, 0);
        trade.size.setUnscaled(size, 0);
        trade.takerBuys = takerBuys;
        trade.exchangeTimeNs = START + second * SECOND;
        bars.add(trade);
    }

    private List<String> told(int minutes, long second) {
        return bars.candles(minutes, START + second * SECOND).stream()
                .map(MinuteBarsTest::text)
                .toList();
    }

    private static String text(VenueCandle bar) {
        return (bar.openTimeNs() - START) / SECOND + ": " + bar.open() + ' ' + bar.high() + ' ' + bar.low() + ' '
                + bar.close() + " v" + bar.volume() + " q" + bar.quoteVolume() + " b" + bar.takerBuyVolume() + " n"
                + bar.trades() + ' ' + bar.firstTradeId() + '-' + bar.lastTradeId() + (bar.closed() ? " closed" : "");
    }

    @Test
    void addsTradesUpAndRepeatsTheCloseWhereThereAreNone() {
        trade(1, 10, 2, true);
        trade(2, 12, 1, false);
        trade(59, 9, 1, false);
        trade(185, 11, 1, true);
        assertThat(told(1, 200))
                .containsExactly(
                        "0: 10 12 9 9 v4 q41 b2 n3 101-103 closed",
                        "60: 9 9 9 9 v0 q0 b0 n0 -1--1 closed",
                        "120: 9 9 9 9 v0 q0 b0 n0 -1--1 closed",
                        "180: 11 11 11 11 v1 q11 b1 n1 104-104");
        assertThat(told(5, 200)).containsExactly("0: 10 12 9 11 v5 q52 b3 n4 101-104");
    }

    @Test
    void tellsOnlyMinutesOfAReplayThatItCoversAndThatWerePlayedToTheirEnd() {
        bars.replay(START + 30 * SECOND, () -> false);
        trade(40, 10, 1, true);
        trade(70, 11, 1, true);
        assertThat(told(1, 119))
                .as("the first began before, the second is open")
                .isEmpty();
        assertThat(told(1, 121)).as("trades of it may still come").isEmpty();
        trade(121, 12, 1, true);
        assertThat(told(1, 121)).containsExactly("60: 11 11 11 11 v1 q11 b1 n1 102-102 closed");
    }
}
