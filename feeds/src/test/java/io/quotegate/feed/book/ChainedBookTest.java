package io.quotegate.feed.book;

import static io.quotegate.feed.book.ChainedBook.Step.NOTHING;
import static io.quotegate.feed.book.ChainedBook.Step.SUBSCRIBE;
import static io.quotegate.feed.book.ChainedBook.Step.UNSUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.OrderBook;
import io.quotegate.testkit.TreeBook;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainedBookTest {
    private static final long S = Duration.ofSeconds(1).toNanos();

    private final BookLog log = new BookLog();
    private final ChainedBook book = new ChainedBook(
            new KeptBook(0, new OrderBook(16), log), 2, levels -> levels.bids().depth());

    private long nowNs = S;
    private long venueTimeNs = 1000;

    @BeforeEach
    void isSubscribedTo() {
        book.onUp(0, nowNs);
        assertThat(book.next(0, nowNs)).isEqualTo(SUBSCRIBE);
        assertThat(book.next(0, nowNs)).isEqualTo(NOTHING);
    }

    private DepthUpdate message(long prevSeq, long seq) {
        DepthUpdate update = new DepthUpdate();
        update.prevSeq = prevSeq;
        update.seq = seq;
        update.exchangeTimeNs = ++venueTimeNs;
        return update;
    }

    private DepthUpdate snapshot(long seq) {
        DepthUpdate update = message(-1, seq);
        update.snapshot = true;
        update.bids.add(100, 0, 1, 0);
        update.asks.add(101, 0, 1, 0);
        return update;
    }

    private DepthUpdate update(long prevSeq, long seq, long size) {
        DepthUpdate update = message(prevSeq, seq);
        update.bids.add(100, 0, size, 0);
        return update;
    }

    private void send(int lane, DepthUpdate update) {
        book.onDepth(lane, update, 7, nowNs);
    }

    private boolean isStale() {
        return book.kept().isStale();
    }

    private String best() {
        return TreeBook.bids(book.kept().levels(), 1).get(0);
    }

    @Test
    void followsTheExampleOfTheDocuments() {
        send(0, snapshot(10));
        send(0, update(10, 15, 2));
        send(0, message(15, 15)); // nothing changed for a minute
        send(0, update(15, 3, 3)); // maintenance
        send(0, update(3, 5, 4));

        assertThat(isStale()).isFalse();
        assertThat(best()).isEqualTo("100 x 4");
        assertThat(book.kept().changes()).isEqualTo(4);
        assertThat(book.kept().venueSeq()).isEqualTo(5);
        assertThat(log.heard)
                .containsExactly(
                        "all [100 x 1][101 x 1]", "changes [100 x 2][]", "changes [100 x 3][]", "changes [100 x 4][]");
    }

    @Test
    void isStaleAtOnceAfterAGapAndAskedForAnewOnce() {
        send(0, snapshot(10));
        send(0, update(11, 12, 9));
        assertThat(isStale()).isTrue();
        assertThat(log.heard).endsWith("stale gap");

        assertThat(book.next(0, nowNs)).isEqualTo(UNSUBSCRIBE);
        for (int seq = 12; seq < 22; seq++) {
            send(0, update(seq, seq + 1, 9)); // already on their way
            book.onTime(nowNs);
            assertThat(book.next(0, nowNs)).isEqualTo(NOTHING);
        }
        book.onUnsubscribed(0, nowNs);
        assertThat(book.next(0, nowNs)).isEqualTo(SUBSCRIBE);
        assertThat(book.next(0, nowNs)).isEqualTo(NOTHING);
        assertThat(isStale()).isTrue();
        send(0, snapshot(40));
        assertThat(isStale()).isFalse();
        assertThat(best()).isEqualTo("100 x 1");
    }

    @Test
    void ignoresARepetitionAndWhatComesBeforeTheSnapshot() {
        send(0, update(8, 9, 9));
        assertThat(isStale()).isTrue();
        assertThat(book.next(0, nowNs)).isEqualTo(NOTHING);
        send(0, snapshot(10));
        send(0, update(10, 15, 2));
        send(0, update(10, 15, 2));
        assertThat(isStale()).isFalse();
        assertThat(book.kept().changes()).isEqualTo(2);
    }

    @Test
    void takesASecondSnapshotForTheWholeBook() {
        send(0, snapshot(10));
        send(0, update(10, 15, 2));
        send(0, snapshot(20));
        send(0, update(20, 21, 3));
        assertThat(isStale()).isFalse();
        assertThat(best()).isEqualTo("100 x 3");
    }

    @Test
    void asksAgainWhenNoSnapshotComesAndWhenNoAcknowledgementDoes() {
        nowNs += 10 * S;
        assertThat(book.next(0, nowNs)).isEqualTo(UNSUBSCRIBE);
        assertThat(book.next(0, nowNs + 9 * S)).isEqualTo(NOTHING);
        nowNs += 10 * S;
        assertThat(book.next(0, nowNs)).isEqualTo(SUBSCRIBE);
        send(0, snapshot(10));
        assertThat(isStale()).isFalse();
    }

    @Test
    void believesAChecksumThatIsRightAndNoneThatIsZero() {
        send(0, snapshot(10));
        DepthUpdate right = update(10, 11, 2);
        right.checksum = 1; // one bid
        send(0, right);
        assertThat(isStale()).isFalse();

        DepthUpdate wrong = update(11, 12, 2);
        wrong.checksum = 2;
        send(0, wrong);
        assertThat(log.heard).endsWith("stale checksum");
        assertThat(book.next(0, nowNs)).isEqualTo(UNSUBSCRIBE);
    }

    @Test
    void isStaleWhenALevelCanBeNone() {
        send(0, snapshot(10));
        DepthUpdate bad = update(10, 11, 2);
        bad.unusable = 1;
        send(0, bad);
        assertThat(log.heard).endsWith("stale level");
        assertThat(book.next(0, nowNs)).isEqualTo(UNSUBSCRIBE);
    }

    @Test
    void mayBeCrossedForASecond() {
        send(0, snapshot(10));
        DepthUpdate crossing = message(10, 11);
        crossing.bids.add(102, 0, 1, 0);
        send(0, crossing);
        nowNs += S;
        book.onTime(nowNs);
        assertThat(isStale()).isFalse();
        book.onTime(++nowNs);
        assertThat(log.heard).endsWith("stale crossed");
        assertThat(book.next(0, nowNs)).isEqualTo(UNSUBSCRIBE);
    }

    @Test
    void beginsAnewWhenTheVenueEndsTheSubscriptionByItself() {
        send(0, snapshot(10));
        book.onUnsubscribed(0, nowNs);
        assertThat(log.heard).endsWith("stale disconnected");
        send(0, update(10, 11, 2)); // flows on for a while
        assertThat(isStale()).isTrue();
        assertThat(book.next(0, nowNs)).isEqualTo(SUBSCRIBE);
    }

    @Test
    void waitsLongerEachTimeThatItIsRefusedAfterAnAcknowledgement() {
        int asked = 0;
        for (int second = 0; second < 3600; second++) {
            nowNs += S;
            if (book.next(0, nowNs) == SUBSCRIBE) {
                asked++;
            }
            book.onRefused(0, nowNs);
        }
        assertThat(asked).isLessThan(10);
    }

    @Test
    void spendsFewRequestsOnABookThatIsAlwaysWrong() {
        int requests = 0;
        for (int tenth = 0; tenth < 36_000; tenth++) {
            nowNs += S / 10;
            send(0, snapshot(10));
            send(0, update(11, 12, 2));
            book.onTime(nowNs);
            if (book.next(0, nowNs) != NOTHING) {
                requests++;
                book.onUnsubscribed(0, nowNs);
            }
        }
        assertThat(requests).isLessThan(150);
    }

    @Test
    void goesOnWithWhicheverLaneIsFirst() {
        book.onUp(1, nowNs);
        book.next(1, nowNs);
        DepthUpdate first = snapshot(10);
        DepthUpdate second = update(10, 15, 2);
        DepthUpdate reset = update(15, 3, 3);
        DepthUpdate fourth = update(3, 10, 4);
        send(0, first);
        send(0, second);
        send(1, first);
        send(1, second);
        send(1, reset);
        send(0, reset);
        send(1, fourth);
        assertThat(best()).isEqualTo("100 x 4");
        send(0, fourth);
        assertThat(book.kept().changes()).isEqualTo(4);
        assertThat(isStale()).isFalse();
    }

    @Test
    void costsNoRequestWhenALaneEndsThatAnotherStandsBeside() {
        book.onUp(1, nowNs);
        book.next(1, nowNs);
        DepthUpdate first = snapshot(10);
        DepthUpdate second = update(10, 15, 2);
        send(0, first);
        send(1, first);
        send(0, second);
        book.onDown(0, nowNs);
        assertThat(isStale()).isFalse();
        send(1, second); // it was behind
        send(1, update(15, 16, 3));
        assertThat(best()).isEqualTo("100 x 3");
        book.onTime(nowNs + 5 * S);
        assertThat(book.next(1, nowNs + 5 * S)).isEqualTo(NOTHING);

        book.onDown(1, nowNs);
        assertThat(log.heard).endsWith("stale disconnected");
    }

    @Test
    void asksOnlyTheLaneAnewThatMissedSomething() {
        book.onUp(1, nowNs);
        book.next(1, nowNs);
        DepthUpdate first = snapshot(10);
        send(0, first);
        send(1, first);
        send(0, update(10, 11, 2));
        send(1, update(11, 12, 3));
        assertThat(isStale()).isFalse();
        assertThat(best()).isEqualTo("100 x 2");
        assertThat(book.next(1, nowNs)).isEqualTo(UNSUBSCRIBE);
        assertThat(book.next(0, nowNs)).isEqualTo(NOTHING);
        send(0, update(11, 12, 3));
        assertThat(best()).isEqualTo("100 x 3");
    }

    @Test
    void isNotFrozenByALaneThatIsSilentWhileAnotherIsAhead() {
        book.onUp(1, nowNs);
        book.next(1, nowNs);
        DepthUpdate newest = snapshot(20);
        newest.exchangeTimeNs = 500; // no newer by its time, and yet the other lane never tells of it
        send(0, snapshot(10));
        send(1, newest);
        for (int tenth = 0; tenth < 12; tenth++) {
            nowNs += S / 10;
            send(1, update(20 + tenth, 21 + tenth, 2));
            book.onTime(nowNs);
        }
        assertThat(log.heard).endsWith("stale gap");
        assertThat(book.next(1, nowNs)).isEqualTo(UNSUBSCRIBE);
    }
}
