package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeRepairsTest {
    private static final long LONG_AFTER = Duration.ofHours(1).toNanos();

    private final HandTurnedHistory history = new HandTurnedHistory();
    private final StubVenueHistory okx = new StubVenueHistory(Venue.OKX, 300, false);
    private final TradeTape tape = new TradeTape(history.instruments);
    private final Deque<Runnable> blocking = new ArrayDeque<>();
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private final TradeRepairs repairs =
            new TradeRepairs(history.instruments, tape, StubVenueHistory.requests(blocking::add, inbox::add, okx));
    private final StubVenueHistory binance = new StubVenueHistory(Venue.BINANCE, 1000, true);
    private final TradeRepairs both = new TradeRepairs(
            history.instruments, tape, StubVenueHistory.requests(blocking::add, inbox::add, okx, binance));
    private final long nowNs = System.nanoTime();

    private void pass(long passedNs) {
        pass(repairs, passedNs);
    }

    private void pass(TradeRepairs repairs, long passedNs) {
        repairs.tick(nowNs + passedNs);
        while (!blocking.isEmpty() || !inbox.isEmpty()) {
            while (!blocking.isEmpty()) {
                blocking.remove().run();
            }
            while (!inbox.isEmpty()) {
                inbox.remove().run();
            }
        }
    }

    @Test
    void asksTheVenueThatServesThePairWhenItMayKnow() {
        okx.trades = List.of(new Trade(history.bitcoin, Venue.OKX, 7, 1, 1, 0, 1, 0, true, 5));
        repairs.need(0, Venue.OKX, nowNs);
        pass(0);
        assertThat(okx.asked).as("it may not be so far").isEmpty();
        pass(LONG_AFTER);
        assertThat(okx.asked).containsExactly("BTC trades");
        assertThat(tape.newest(history.bitcoin, 9)).isEqualTo(okx.trades);
        pass(2 * LONG_AFTER);
        assertThat(okx.asked).hasSize(1);
    }

    @Test
    void asksNobodyWhereThereIsNobodyToAsk() {
        repairs.need(0, Venue.BINANCE, nowNs);
        pass(LONG_AFTER);
        assertThat(okx.asked).isEmpty();
        assertThat(tape.newest(history.bitcoin, 9)).isEmpty();
    }

    @Test
    void asksOneQuestionAtATimeAndAgainAfterAFailureUntilItGivesUp() {
        for (int i = 0; i < 30; i++) {
            okx.instead.add(new HistoryAnswer.Failed("down"));
        }
        repairs.need(0, Venue.OKX, nowNs);
        repairs.need(1, Venue.OKX, nowNs);
        pass(LONG_AFTER);
        assertThat(okx.asked).hasSize(1);
        for (int i = 2; i < 40; i++) {
            pass(i * LONG_AFTER);
        }
        assertThat(okx.asked).filteredOn("BTC trades"::equals).hasSize(8);
        assertThat(okx.asked).filteredOn("ETH trades"::equals).hasSize(8);
    }

    @Test
    void waitsAsLongAsAVenueSays() {
        okx.instead.add(new HistoryAnswer.Wait(Duration.ofHours(3), true));
        repairs.need(0, Venue.OKX, nowNs);
        pass(LONG_AFTER);
        pass(2 * LONG_AFTER);
        assertThat(okx.asked).hasSize(1);
        pass(5 * LONG_AFTER);
        assertThat(okx.asked).hasSize(2);
    }

    private Trade trade(Venue venue, long id) {
        return new Trade(history.bitcoin, venue, id, 1, 1, 0, 1, 0, true, id);
    }

    private List<String> told() {
        return tape.newest(history.bitcoin, 9).stream()
                .map(trade -> trade.venue().wireName() + ' ' + trade.tradeId())
                .toList();
    }

    @Test
    void asksTheOtherVenueAtOnceWhereTheOneThatServesThePairFails() {
        okx.instead.add(new HistoryAnswer.Failed("down"));
        binance.trades = List.of(trade(Venue.BINANCE, 3), trade(Venue.BINANCE, 6), trade(Venue.BINANCE, 9));
        tape.add(trade(Venue.OKX, 4));
        tape.add(trade(Venue.OKX, 8));
        both.need(0, Venue.OKX, nowNs);
        pass(both, LONG_AFTER);
        pass(both, LONG_AFTER);
        assertThat(okx.asked).containsExactly("BTC trades");
        assertThat(told()).containsExactly("okx 8", "binance 6", "okx 4", "binance 3");
        pass(both, 2 * LONG_AFTER);
        assertThat(binance.asked).as("what it told is enough").containsExactly("BTC trades");
        assertThat(okx.asked).hasSize(1);
    }

    @Test
    void asksTheOtherVenueWhileTheOneThatServesThePairWantsNoQuestions() {
        okx.instead.add(new HistoryAnswer.Wait(Duration.ofHours(3), true));
        binance.trades = List.of(trade(Venue.BINANCE, 3));
        both.need(0, Venue.OKX, nowNs);
        pass(both, LONG_AFTER);
        pass(both, LONG_AFTER);
        assertThat(told()).containsExactly("binance 3");
        both.need(1, Venue.OKX, nowNs);
        pass(both, 2 * LONG_AFTER);
        assertThat(okx.asked).containsExactly("BTC trades");
        assertThat(binance.asked).containsExactly("BTC trades", "ETH trades");
    }

    @Test
    void asksAVenueOnlyOnceForAPairThatItDoesNotHave() {
        okx.instead.add(new HistoryAnswer.NotThere());
        binance.trades = List.of(trade(Venue.BINANCE, 3));
        for (int i = 1; i < 3; i++) {
            both.need(0, Venue.OKX, nowNs);
            pass(both, 2L * i * LONG_AFTER);
            pass(both, (2L * i + 1) * LONG_AFTER);
        }
        assertThat(okx.asked).hasSize(1);
        assertThat(binance.asked).hasSize(2);
        assertThat(told()).containsExactly("binance 3");
    }

    @Test
    void asksTheVenueThatServesThePairAgainWhereTheOtherCannotTellEither() {
        okx.instead.add(new HistoryAnswer.Failed("down"));
        binance.instead.add(new HistoryAnswer.Failed("down"));
        okx.trades = List.of(trade(Venue.OKX, 5));
        both.need(0, Venue.OKX, nowNs);
        for (int i = 1; i < 9; i++) {
            pass(both, i * LONG_AFTER);
        }
        assertThat(binance.asked).hasSize(1);
        assertThat(okx.asked).hasSize(2);
        assertThat(told()).containsExactly("okx 5");
    }

    @Test
    void givesUpAfterSoManyFailuresOfBothTogether() {
        for (int i = 0; i < 30; i++) {
            okx.instead.add(new HistoryAnswer.Failed("down"));
            binance.instead.add(new HistoryAnswer.Failed("down"));
        }
        both.need(0, Venue.OKX, nowNs);
        for (int i = 1; i < 40; i++) {
            pass(both, i * LONG_AFTER);
        }
        assertThat(okx.asked.size() + binance.asked.size()).isEqualTo(8);
        assertThat(binance.asked).hasSize(4);
    }
}
