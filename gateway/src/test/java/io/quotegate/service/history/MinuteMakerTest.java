package io.quotegate.service.history;

import static io.quotegate.market.Venue.BINANCE;
import static io.quotegate.market.Venue.OKX;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Candle;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MinuteMakerTest {
    private final HandTurnedHistory history = new HandTurnedHistory();

    @Test
    void addsTradesUpByTheirTimeAndEndsAMinuteWithTheFirstTradeOfTheNext() {
        history.trade(OKX, 0, 10, -1, 100, 1);
        history.trade(OKX, 0, 11, 0, 102, 2).trade(OKX, 0, 12, 30, 105, 1).trade(OKX, 0, 13, 59.999, 99, 4);
        assertThat(history.news()).containsExactly("BTC okx+-1: 100 100 100 100 v1 q100 n1 b1 incomplete");
        history.trade(OKX, 0, 14, 60, 101, 1);
        assertThat(history.news()).containsExactly("BTC okx+0: 102 105 99 99 v7 q705 n3 b2");
        assertThat(history.minutes()).last().isEqualTo("BTC okx+1: 101 101 101 101 v1 q101 n1 b0 incomplete");
    }

    @Test
    void countsATradeOfOkxAsTheFillsItJoins() {
        history.trade(OKX, 0, 10, 1, -1, 100, 1, true).trade(OKX, 0, 20, 10, 1, 100, 1, true);
        history.trade(OKX, 0, 22, 2, 61, 100, 1, true);
        assertThat(history.news()).last().isEqualTo("BTC okx+0: 100 100 100 100 v1 q100 n10 b1");
    }

    @Test
    void carriesTheCloseThroughMinutesWithoutTrades() {
        history.trade(OKX, 0, 10, -1, 100, 1).trade(OKX, 0, 11, 1, 104, 1).trade(OKX, 0, 12, 185, 98, 1);
        assertThat(history.news())
                .endsWith(
                        "BTC okx+0: 104 104 104 104 v1 q104 n1 b1",
                        "BTC okx+1: 104 104 104 104 v0 q0 n0 b0",
                        "BTC okx+2: 104 104 104 104 v0 q0 n0 b0");
    }

    @Test
    void endsTheMinuteOfAQuietPairWhenTheVenuesClockIsPastIt() {
        history.trade(OKX, 0, 10, -1, 100, 1).trade(OKX, 0, 11, 1, 104, 1);
        history.news();
        history.trade(OKX, 1, 50, 61.9, 7, 1);
        assertThat(history.news()).as("late trades may still come").isEmpty();
        history.trade(BINANCE, 1, 50, 1, 90, 7, 1, false);
        assertThat(history.news()).as("another venue's clock").isEmpty();
        history.trade(OKX, 1, 51, 62, 7, 1);
        assertThat(history.news()).containsExactly("BTC okx+0: 104 104 104 104 v1 q104 n1 b1");
        assertThat(history.minutes()).last().isEqualTo("BTC okx+1: 104 104 104 104 v0 q0 n0 b0 incomplete");
    }

    @Test
    void addsALateTradeToTheMinuteItWasMadeIn() {
        history.trade(OKX, 0, 10, -1, 100, 1).trade(OKX, 0, 11, 1, 104, 1).trade(OKX, 0, 12, 60.1, 98, 1);
        history.news();
        history.trade(OKX, 0, 13, 59.9, 107, 2);
        assertThat(history.news()).containsExactly("BTC okx+0: 104 107 104 107 v3 q318 n2 b1");
        assertThat(history.minutes()).last().isEqualTo("BTC okx+1: 98 98 98 98 v1 q98 n1 b1 incomplete");
    }

    @Test
    void marksTheMinutesThatTradesAreMissingFrom() {
        history.trade(OKX, 0, 10, -1, 100, 1).trade(OKX, 0, 11, 1, 104, 1);
        history.trade(OKX, 1, 1, 130, 7, 1); // moves the clock, so that minutes 0 and 1 are over
        assertThat(history.news()).contains("BTC okx+1: 104 104 104 104 v0 q0 n0 b0");
        history.wanted.clear();
        history.tradesWanted.clear();
        history.trade(OKX, 0, 15, 131, 98, 1).trade(OKX, 0, 16, 181, 98, 1).trade(OKX, 0, 17, 241, 98, 1);
        assertThat(history.news())
                .contains(
                        "BTC okx+0: 104 104 104 104 v1 q104 n1 b1 incomplete",
                        "BTC okx+1: 104 104 104 104 v0 q0 n0 b0 incomplete",
                        "BTC okx+2: 98 98 98 98 v1 q98 n1 b1 incomplete",
                        "BTC okx+3: 98 98 98 98 v1 q98 n1 b1");
        assertThat(history.wanted).contains(0);
        assertThat(history.tradesWanted).containsExactly("BTC okx");
    }

    @Test
    void doesNotTrustWhatItBuiltWhileItsVenueWasAway() {
        history.trade(OKX, 0, 10, -1, 100, 1).trade(OKX, 0, 11, 1, 104, 1);
        history.maker.onVenueDown(OKX);
        history.maker.onVenueUp(OKX);
        history.trade(OKX, 0, 12, 70, 98, 1).trade(OKX, 0, 13, 121, 98, 1).trade(OKX, 0, 14, 181, 98, 1);
        assertThat(history.news())
                .endsWith(
                        "BTC okx+0: 104 104 104 104 v1 q104 n1 b1 incomplete",
                        "BTC okx+1: 98 98 98 98 v1 q98 n1 b1",
                        "BTC okx+2: 98 98 98 98 v1 q98 n1 b1");
    }

    @Test
    void doesNotTrustWhatItBuiltWhileOneOfSeveralConnectionsWasAway() {
        history.trade(OKX, 0, 10, -1, 100, 1).trade(OKX, 0, 11, 1, 104, 1);
        history.trade(OKX, 1, 10, -1, 100, 1).trade(OKX, 1, 11, 1, 104, 1);
        HistoryReader reader = new HistoryReader(
                history.instruments,
                history.maker,
                new TradeTape(history.instruments),
                new LongAdder(),
                new LongAdder());
        StatusFlyweight status = new StatusFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        reader.onStatus(status.set(StatusType.GAP, OKX, 0, StatusReason.DISCONNECTED, 0));
        reader.onStatus(status.set(StatusType.RECOVERED, OKX, 0, StatusReason.CONNECTED, 0));
        history.trade(OKX, 0, 12, 70, 98, 1).trade(OKX, 0, 13, 121, 98, 1);
        history.trade(OKX, 1, 12, 122, 98, 1);
        assertThat(history.news())
                .contains("BTC okx+0: 104 104 104 104 v1 q104 n1 b1 incomplete", "BTC okx+1: 98 98 98 98 v1 q98 n1 b1")
                .contains("ETH okx+0: 104 104 104 104 v1 q104 n1 b1");
    }

    @Test
    void givesAPairTheCandleOfTheVenueThatServedItWhenTheMinuteEnded() {
        for (int i = 0; i < 3; i++) {
            history.trade(OKX, 0, 10 + i, 1, i * 60 - 30, 100 + i, 1, true);
            history.trade(BINANCE, 0, 10 + i, 1, i * 60 - 30, 200 + i, 1, false);
        }
        history.maker.onServed(0, BINANCE);
        assertThat(history.tradesWanted).containsExactly("BTC okx", "BTC binance");
        history.trade(BINANCE, 0, 13, 1, 150, 203, 1, true);
        history.trade(OKX, 0, 13, 1, 150, 103, 1, false);
        assertThat(history.news())
                .containsExactly(
                        "BTC okx+-1: 100 100 100 100 v1 q100 n1 b1 incomplete",
                        "BTC okx+0: 101 101 101 101 v1 q101 n1 b0",
                        "BTC binance+1: 202 202 202 202 v1 q202 n1 b1");
    }

    @Test
    void leavesNoHoleWhenTheNewVenueHadEndedTheMinuteFirst() {
        for (int i = 0; i < 2; i++) {
            history.trade(OKX, 0, 10 + i, 1, i * 60 - 30, 100 + i, 1, true);
            history.trade(BINANCE, 0, 10 + i, 1, i * 60 - 30, 200 + i, 1, false);
        }
        history.trade(BINANCE, 0, 12, 1, 61, 202, 1, false);
        history.news();
        history.maker.onServed(0, BINANCE);
        assertThat(history.news()).containsExactly("BTC binance+0: 201 201 201 201 v1 q201 n1 b0");
    }

    @Test
    void fillsNothingInWhereAVenueWasClosed() {
        history.trade(OKX, 0, 10, -1, 100, 1).trade(OKX, 0, 11, 1, 104, 1);
        history.trade(OKX, 0, 12, 33.5 * 3600, 98, 1).trade(OKX, 0, 13, 33.5 * 3600 + 61, 99, 1);
        assertThat(history.news())
                .endsWith(
                        "BTC okx+0: 104 104 104 104 v1 q104 n1 b1",
                        "BTC okx+2010: 98 98 98 98 v1 q98 n1 b1 incomplete");
        assertThat(history.wanted).contains(0);
    }

    @Test
    void keepsTheFirstCompleteCandleOfAMinute() {
        history.trade(OKX, 0, 10, -1, 100, 1).trade(OKX, 0, 11, 1, 104, 1).trade(OKX, 0, 12, 61, 104, 1);
        Candle complete = history.told.get(1);
        history.news();
        Candle other = complete.withVenue(BINANCE)
                .withTrades(9, complete.takerBuyVolume())
                .withComplete(true);
        history.writer.onRepaired(other);
        assertThat(history.news()).isEmpty();
        assertThat(history.minutes())
                .filteredOn(line -> line.contains("+0:"))
                .containsExactly(HandTurnedHistory.text(complete));
    }
}
