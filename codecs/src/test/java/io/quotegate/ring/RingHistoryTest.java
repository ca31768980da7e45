package io.quotegate.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RingHistoryTest {
    private static final int RECORDS = 256;
    private static final int PAIRS = 3;

    private final TopOfBook topOfBook = new TopOfBook(PAIRS);
    private final QuoteRing ring = QuoteRing.ofCapacity(RECORDS);
    private final QuotePublisher publisher = new QuotePublisher(ring, topOfBook);
    private final RingHistory history = new RingHistory(ring, topOfBook);
    private final QuoteFlyweight into = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    private void quote(int pair, long seq) {
        publisher.quote().instrumentId(pair).venue(Venue.OKX).seq(seq);
        publisher.publishQuote();
    }

    private void trade(int pair, long seq, boolean active) {
        TradeUpdate trade = new TradeUpdate();
        trade.instrumentId = pair;
        trade.price.setUnscaled(1, 0);
        trade.size.setUnscaled(1, 0);
        publisher.trade().set(trade).origin(Venue.OKX, true, active).seq(seq);
        publisher.publishTrade();
    }

    @Test
    void findsEveryRecordThatTheRingHasByItsNumberAndSaysWhichItHasNot() {
        SplittableRandom random = new SplittableRandom(7);
        List<List<Integer>> quotes = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<List<Integer>> trades = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int index = 0; index < 2_000; index++) {
            int pair = random.nextInt(40) == 0 ? 2 : random.nextInt(2); // one is slow
            if (random.nextInt(4) > 0) {
                quotes.get(pair).add(index);
                quote(pair, quotes.get(pair).size());
            } else {
                boolean active = random.nextInt(3) > 0;
                if (active) {
                    trades.get(pair).add(index);
                }
                trade(pair, trades.get(pair).size(), active);
            }
            if (index % 50 == 0) {
                for (int id = 0; id < PAIRS; id++) {
                    finds(index, quotes.get(id), id, true);
                    finds(index, trades.get(id), id, false);
                }
            }
        }
        assertThat(history.end()).isEqualTo(2_000);
    }

    private void finds(int newest, List<Integer> indexes, int pair, boolean areQuotes) {
        for (int seq = 0; seq <= indexes.size() + 1; seq++) {
            long found = areQuotes ? history.quoteAfter(pair, seq) : history.tradeAfter(pair, seq);
            long expected = seq == indexes.size()
                    ? RingHistory.CURRENT
                    : seq > indexes.size()
                            ? RingHistory.AHEAD
                            : indexes.get(seq) > newest + 1 - RECORDS ? indexes.get(seq) : RingHistory.GONE;
            assertThat(found)
                    .as("after %d of %d, pair %d", seq, indexes.size(), pair)
                    .isEqualTo(expected);
        }
    }

    @Test
    void findsNothingAcrossAGapInTheNumbers() {
        quote(0, 1);
        quote(0, 2);
        quote(0, 5);
        quote(0, 6);
        assertThat(history.quoteAfter(0, 5)).isEqualTo(3);
        assertThat(history.quoteAfter(0, 4)).isEqualTo(2);
        assertThat(history.quoteAfter(0, 3)).isEqualTo(RingHistory.GONE);
        assertThat(history.quoteAfter(0, 1)).isEqualTo(RingHistory.GONE);
    }

    @Test
    void findsNothingOfTheRunBeforeThatHadTheSameNumbers() {
        String before = ring.instance();
        quote(0, 1);
        publisher.begin("node-2");
        assertThat(ring.instance()).isEqualTo("node-2").isNotEqualTo(before);
        assertThat(history.quoteAfter(0, 0)).isEqualTo(RingHistory.CURRENT);
        assertThat(history.quoteAfter(0, 1)).isEqualTo(RingHistory.AHEAD);
        quote(0, 2);
        assertThat(history.quoteAfter(0, 1))
                .as("behind what tells of the change")
                .isEqualTo(2);
        assertThat(history.quoteAfter(0, 0)).isEqualTo(RingHistory.GONE);
    }

    @Test
    void findsWhatFollowsANumberOfAnyRecord() {
        for (int seq = 1; seq <= 3; seq++) {
            quote(seq % 2, (seq + 1) / 2);
        }
        assertThat(history.recordAfter(0)).isZero();
        assertThat(history.recordAfter(2)).isEqualTo(2);
        assertThat(history.recordAfter(3)).isEqualTo(RingHistory.CURRENT);
        assertThat(history.recordAfter(4)).isEqualTo(RingHistory.AHEAD);
        for (int seq = 3; seq < RECORDS; seq++) {
            quote(0, seq);
        }
        assertThat(history.recordAfter(history.end() - RECORDS + 1)).isEqualTo(history.end() - RECORDS + 1);
        assertThat(history.recordAfter(0)).isEqualTo(RingHistory.GONE);
        publisher.numberedAfter(5_000);
        quote(0, 500);
        assertThat(history.recordAfter(5_000)).as("as numbered elsewhere").isEqualTo(history.end() - 1);
        assertThat(history.numberBefore(history.end())).isEqualTo(5_001);
        assertThat(history.recordAfter(4_999)).as("others are left out").isEqualTo(history.end() - 1);
    }

    @Test
    void countsQuotesAloneSoThatTheirNumbersAreTheSameWhereTradesComeAtOtherTimes() {
        quote(0, 1);
        trade(0, 1, true);
        trade(0, 2, true);
        quote(1, 1);
        assertThat(history.numberBefore(history.end())).isEqualTo(2);
        assertThat(history.numberBefore(2)).isEqualTo(1);
        assertThat(history.recordAfter(1)).isEqualTo(3);
        trade(0, 3, true);
        assertThat(history.recordAfter(2)).isEqualTo(RingHistory.CURRENT);
    }

    @Test
    void findsNothingByANumberWhereQuotesAreNotInOrderAndAfterwardsWhatFollows() {
        quote(0, 1);
        publisher.breakOrder();
        quote(1, 7);
        assertThat(history.recordAfter(1)).isEqualTo(RingHistory.GONE);
        assertThat(history.numberBefore(history.end())).as("nothing is told").isZero();
        publisher.beginOrder(9);
        assertThat(history.recordAfter(9)).isEqualTo(RingHistory.CURRENT);
        assertThat(history.recordAfter(10)).isEqualTo(RingHistory.AHEAD);
        quote(0, 2);
        assertThat(history.recordAfter(9)).isEqualTo(2);
        assertThat(history.recordAfter(8)).isEqualTo(RingHistory.GONE);
        assertThat(history.recordAfter(10)).isEqualTo(RingHistory.CURRENT);
        publisher.numberedAfter(19); // of a pair that is not served here were the others
        quote(0, 3);
        assertThat(history.recordAfter(10)).isEqualTo(3);
        assertThat(history.recordAfter(15)).isEqualTo(3);
        publisher.begin("node-2");
        assertThat(history.recordAfter(20)).isEqualTo(RingHistory.GONE);
    }

    @Test
    void doesNotTakeWhatWasSaidAgainForWhatWasSaidFirst() {
        quote(0, 1);
        quote(0, 2);
        assertThat(history.quoteAfter(0, 2)).isEqualTo(RingHistory.CURRENT);
        quote(0, 2);
        assertThat(history.quoteAfter(0, 2)).as("stale, perhaps").isEqualTo(RingHistory.GONE);
        assertThat(history.quoteAfter(0, 1)).isEqualTo(2);
        quote(0, 3);
        assertThat(history.quoteAfter(0, 2)).isEqualTo(3);
        assertThat(history.quoteAfter(0, 1)).isEqualTo(2);
    }

    @Test
    void keepsPlacesRightWhereTheWriterSaysThatRecordsAreMissingOrNumberedAnew() {
        quote(0, 1);
        publisher.publishLost();
        publisher.begin("node-2");
        quote(0, 2);
        assertThat(history.quoteAfter(0, 1)).isEqualTo(3);
        assertThat(history.read(2)).isTrue();
        assertThat(history.isQuote()).isFalse();
    }

    @Test
    void readsTheNewestQuoteBeforeAPlaceOnTheRing() {
        quote(0, 1);
        quote(1, 1);
        quote(0, 2);
        quote(0, 3);
        assertThat(history.readQuoteBefore(3, 0, into)).isTrue();
        assertThat(into.seq()).isEqualTo(2);
        assertThat(history.readQuoteBefore(4, 0, into)).isTrue();
        assertThat(into.seq()).isEqualTo(3);
        assertThat(history.readQuoteBefore(1, 1, into)).isFalse();
        assertThat(history.readQuoteBefore(4, 2, into)).isFalse();
    }

    /** What is found while the writer goes on is what was looked for, or gone. */
    @Test
    @Timeout(120)
    void findsTheRightRecordWhileTheWriterGoesOn() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (long seq = 1; !over.get(); seq++) {
                quote(0, seq);
            }
        });
        writer.start();
        try {
            int found = 0;
            for (int i = 0; found < 1_000; i++) {
                if (topOfBook.read(0, into)) {
                    long seq = Math.max(0, into.seq() - i % 200);
                    long index = history.quoteAfter(0, seq);
                    assertThat(index).isNotEqualTo(RingHistory.AHEAD);
                    if (index >= 0 && index != RingHistory.CURRENT && history.read(index)) {
                        assertThat(history.quote().seq()).isEqualTo(seq + 1);
                        assertThat(history.isQuote()).isTrue();
                        found++;
                    }
                }
            }
        } finally {
            over.set(true);
            writer.join();
        }
    }
}
