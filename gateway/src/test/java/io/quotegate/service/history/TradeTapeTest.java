package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TradeTapeTest {
    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private final Instrument bitcoin = instruments.byId(0);
    private final TradeTape tape = new TradeTape(instruments);

    private void add(long first, long last) {
        for (long id = first; id <= last; id++) {
            tape.add(trade(Venue.OKX, id, 1));
        }
    }

    /** A trade of so many fills, made at the microsecond of its number. */
    private Trade trade(Venue venue, long id, long count) {
        return new Trade(bitcoin, venue, id, count, 1, 0, 1, 0, true, id);
    }

    private List<Trade> trades(Venue venue, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(id -> trade(venue, id, 1))
                .toList();
    }

    private List<Long> ids(int limit) {
        return tape.newest(bitcoin, limit).stream().map(Trade::tradeId).toList();
    }

    @Test
    void showsTheNewestFirstAndNoMoreThanIsKept() {
        assertThat(ids(10)).isEmpty();
        add(1, 3);
        assertThat(ids(2)).containsExactly(3L, 2L);
        assertThat(ids(10)).containsExactly(3L, 2L, 1L);
        add(4, 5000);
        assertThat(ids(9000)).hasSize(TradeTape.KEPT).startsWith(5000L).endsWith(4001L);
        assertThat(tape.newest(instruments.byId(1), 10)).isEmpty();
    }

    @Test
    void takesWhatWasMissedIntoItsPlace() {
        add(5, 6);
        add(10, 11);
        tape.addMissed(bitcoin, Venue.OKX, trades(Venue.OKX, 3, 10));
        assertThat(ids(20)).containsExactly(11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L);
        tape.addMissed(bitcoin, Venue.OKX, trades(Venue.OKX, 3, 10));
        assertThat(ids(20)).hasSize(9);
    }

    @Test
    void knowsTheFillsThatATradeJoins() {
        tape.add(trade(Venue.OKX, 9, 4));
        tape.addMissed(bitcoin, Venue.OKX, trades(Venue.OKX, 4, 9));
        assertThat(ids(20)).containsExactly(9L, 5L, 4L);
    }

    @Test
    void doesNotTakeTwiceWhatIsStillUnderWay() {
        tape.addMissed(bitcoin, Venue.OKX, trades(Venue.OKX, 1, 5));
        add(4, 7);
        assertThat(ids(20)).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
        tape.add(trade(Venue.BINANCE, 3, 1));
        assertThat(ids(20)).as("a number of another venue").hasSize(8);
    }

    @Test
    void leavesWhatAnotherVenueToldAsItIs() {
        tape.add(trade(Venue.BINANCE, 4, 1));
        add(8, 8);
        tape.addMissed(bitcoin, Venue.OKX, trades(Venue.OKX, 1, 8));
        assertThat(tape.newest(bitcoin, 20)).extracting(Trade::venue).containsOnlyOnce(Venue.BINANCE);
        assertThat(ids(20)).containsExactly(8L, 7L, 6L, 5L, 4L);
    }

    @Test
    void takesOfAnotherVenueWhatNobodyKnowsOfTheOneThatServes() {
        add(5, 6);
        add(10, 11);
        tape.add(trade(Venue.BINANCE, 14, 1));
        add(20, 21);
        tape.addInstead(bitcoin, trades(Venue.BINANCE, 3, 25));
        assertThat(tape.newest(bitcoin, 50).stream()
                        .map(trade -> trade.venue().wireName().charAt(0) + "" + trade.tradeId()))
                .containsExactly(
                        "o21", "o20", "b19", "b18", "b17", "b16", "b15", "b14", "b13", "b12", "o11", "o10", "b9", "b8",
                        "b7", "o6", "o5", "b4", "b3");
        tape.addInstead(bitcoin, trades(Venue.BINANCE, 3, 25));
        assertThat(ids(50)).as("once").hasSize(19);
        tape.addMissed(bitcoin, Venue.OKX, trades(Venue.OKX, 3, 25));
        assertThat(ids(50)).as("no time is told by two").hasSize(23).startsWith(25L, 24L, 23L, 22L, 21L);
    }

    @Test
    void takesAllOfAnotherVenueWhereNothingIsKnown() {
        tape.addInstead(bitcoin, trades(Venue.BINANCE, 3, 5));
        assertThat(ids(9)).containsExactly(5L, 4L, 3L);
    }

    @Test
    void takesNothingOfAnotherVenueBetweenTradesThatHaveNoNumbers() {
        tape.add(new Trade(bitcoin, Venue.OKX, -1, 0, 1, 0, 1, 0, true, 4));
        tape.add(new Trade(bitcoin, Venue.OKX, -1, 0, 1, 0, 1, 0, true, 8));
        tape.addInstead(bitcoin, trades(Venue.BINANCE, 5, 9));
        assertThat(ids(9)).hasSize(2);
    }

    @Test
    void keepsTheNewestOfALongAnswer() {
        add(2000, 2500);
        tape.addMissed(bitcoin, Venue.OKX, trades(Venue.OKX, 1001, 2000));
        assertThat(ids(9000)).hasSize(TradeTape.KEPT).startsWith(2500L).endsWith(1501L);
    }

    @Test
    void neverShowsAReaderTradesOutOfOrder() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            add(1, 3_000_000);
            done.set(true);
        });
        writer.start();
        while (!done.get()) {
            List<Long> ids = ids(TradeTape.KEPT);
            for (int i = 1; i < ids.size(); i++) {
                assertThat(ids.get(i)).isEqualTo(ids.get(i - 1) - 1);
            }
        }
        writer.join();
    }
}
