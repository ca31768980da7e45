package io.quotegate.feed.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.OrderBook;
import io.quotegate.testkit.TreeBook;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedBookTest {
    private static final long S = Duration.ofSeconds(1).toNanos();

    private final BookLog log = new BookLog();
    private final JoinedBook book = new JoinedBook(new KeptBook(0, new OrderBook(2048), log), 2);

    private long nowNs = S;

    @BeforeEach
    void isBroughtByOneConnection() {
        book.onUp(0);
    }

    private static DepthUpdate event(long first, long last) {
        DepthUpdate update = new DepthUpdate();
        update.prevSeq = first - 1;
        update.seq = last;
        update.bids.add(100, 0, last, 0); // so that the size tells which was last
        return update;
    }

    private static DepthUpdate snapshot(long lastUpdateId) {
        DepthUpdate snapshot = event(lastUpdateId, lastUpdateId);
        snapshot.snapshot = true;
        snapshot.asks.add(101, 0, 1, 0);
        return snapshot;
    }

    private void send(long first, long last) {
        book.onDepth(0, event(first, last), 7, nowNs);
    }

    private void ask() {
        assertThat(book.wantedLevels(nowNs)).isEqualTo(JoinedBook.SMALL);
        book.onAsked();
        assertThat(book.wantedLevels(nowNs)).isZero();
    }

    private void answer(long lastUpdateId) {
        book.onSnapshot(snapshot(lastUpdateId), JoinedBook.SMALL, 7, nowNs);
    }

    private String best() {
        return book.kept().isStale()
                ? "stale"
                : TreeBook.bids(book.kept().levels(), 1).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "9, stale", // older than what was kept
        "10, 100 x 30", // exactly before it
        "15, 100 x 30", // in the middle of an event
        "20, 100 x 30", // exactly after the first event
        "25, 100 x 30",
        "30, 100 x 30", // all that was kept is in it
        "35, 100 x 35" // newer than anything that came
    })
    void joinsWhatCameSinceItAsked(long lastUpdateId, String expected) {
        send(1, 10);
        ask();
        send(11, 20);
        send(21, 30);
        answer(lastUpdateId);
        assertThat(best()).isEqualTo(expected);
        if (!expected.equals("stale")) {
            send(31, 40);
            assertThat(best()).isEqualTo("100 x 40");
            assertThat(log.heard).hasSize(2);
        }
    }

    @Test
    void keepsWhatCameWhenASnapshotIsTooOldAndAsksAgain() {
        ask();
        send(11, 20);
        answer(5);
        assertThat(best()).isEqualTo("stale");
        send(21, 30);
        ask();
        answer(10);
        assertThat(best()).isEqualTo("100 x 30");
    }

    @Test
    void takesNoSnapshotThatIsOlderThanWhatItHeardBeforeItAsked() {
        send(11, 20);
        ask();
        answer(15);
        assertThat(best()).isEqualTo("stale");
        ask();
        answer(20);
        assertThat(best()).isEqualTo("100 x 20");
    }

    @Test
    void beginsWithASnapshotAloneWhereNothingMoves() {
        ask();
        answer(10);
        assertThat(best()).isEqualTo("100 x 10");
        send(11, 12);
        assertThat(best()).isEqualTo("100 x 12");
    }

    @Test
    void isStaleAtOnceAfterAGapAndIgnoresWhatIsOld() {
        ask();
        answer(10);
        send(5, 9);
        send(10, 10);
        send(10, 10); // twice
        assertThat(best()).isEqualTo("100 x 10");
        send(9, 14); // the end of it is new
        assertThat(best()).isEqualTo("100 x 14");
        send(16, 17);
        assertThat(log.heard).endsWith("stale gap");
        ask();
        send(18, 19);
        answer(17);
        assertThat(best()).isEqualTo("100 x 19");
    }

    @Test
    void goesOnOverTheEndOfAConnectionWhileThereIsAnother() {
        ask();
        answer(10);
        book.onUp(1);
        send(11, 12);
        send(11, 12);
        book.onDepth(1, event(14, 15), 7, nowNs); // the newer one is ahead
        assertThat(best()).isEqualTo("100 x 12");
        send(13, 13);
        send(14, 15);
        book.onDown(1, nowNs);
        send(16, 16);
        assertThat(best()).isEqualTo("100 x 16");
        assertThat(log.heard).doesNotContain("stale gap", "stale disconnected");

        book.onDown(0, nowNs);
        assertThat(log.heard).endsWith("stale disconnected");
        assertThat(book.wantedLevels(nowNs + 100 * S))
                .as("nobody would bring what follows")
                .isZero();
    }

    @Test
    void isStaleWhenNoneOfTwoConnectionsBringsWhatIsMissing() {
        book.onUp(1);
        ask();
        answer(10);
        send(12, 13);
        book.onTime(nowNs + S);
        assertThat(best()).isEqualTo("100 x 10");
        book.onTime(nowNs + S + 1);
        assertThat(log.heard).endsWith("stale gap");
    }

    @Test
    void isStaleWhenALevelCanBeNoneOrAnEventHasNoNumber() {
        ask();
        answer(10);
        DepthUpdate bad = event(11, 12);
        bad.unusable = 1;
        book.onDepth(0, bad, 7, nowNs);
        assertThat(log.heard).endsWith("stale level");
        nowNs += S;
        ask();
        answer(13);
        DepthUpdate unnumbered = event(14, 15);
        unnumbered.seq = DepthUpdate.UNKNOWN;
        book.onDepth(0, unnumbered, 7, nowNs);
        assertThat(log.heard).endsWith("stale level");
    }

    @Test
    void asksLessOftenTheMoreOftenItIsRefused() {
        int asked = 0;
        for (int second = 0; second < 3600; second++) {
            nowNs += S;
            if (book.wantedLevels(nowNs) > 0) {
                book.onAsked();
                book.onRefused(nowNs);
                asked++;
            }
        }
        assertThat(asked).isLessThan(75);
    }

    private static DepthUpdate wide(long lastUpdateId, int levels) {
        DepthUpdate snapshot = new DepthUpdate();
        snapshot.snapshot = true;
        snapshot.seq = lastUpdateId;
        for (int i = 0; i < levels; i++) {
            snapshot.bids.add(10_000 - i, 0, 1, 0);
            snapshot.asks.add(10_001 + i, 0, 1, 0);
        }
        return snapshot;
    }

    @Test
    void takesADeeperSnapshotUnderWayWhenFewLevelsAreKnown() {
        ask();
        book.onSnapshot(wide(10, JoinedBook.SMALL), JoinedBook.SMALL, 7, nowNs);
        assertThat(book.kept().isStale()).isFalse();
        assertThat(book.kept().levels().bids().knownDepth()).isEqualTo(JoinedBook.SMALL);

        nowNs += S;
        assertThat(book.wantedLevels(nowNs)).isEqualTo(JoinedBook.DEEP);
        book.onAsked();
        DepthUpdate meanwhile = new DepthUpdate();
        meanwhile.prevSeq = 10;
        meanwhile.seq = 12;
        meanwhile.bids.add(10_000, 0, 5, 0);
        book.onDepth(0, meanwhile, 7, nowNs);
        assertThat(book.kept().isStale()).isFalse();
        book.onSnapshot(wide(11, JoinedBook.DEEP), JoinedBook.DEEP, 7, nowNs);

        assertThat(best()).isEqualTo("10000 x 5");
        assertThat(book.kept().levels().bids().knownDepth()).isEqualTo(JoinedBook.DEEP);
        assertThat(book.wantedLevels(nowNs + 10 * S)).isZero();
        assertThat(log.heard).noneMatch(line -> line.startsWith("stale"));
    }

    @Test
    void doesNotGoBackToASnapshotThatIsOlderThanTheBook() {
        ask();
        book.onSnapshot(wide(10, JoinedBook.SMALL), JoinedBook.SMALL, 7, nowNs);
        send(11, 15);
        nowNs += S;
        book.onAsked();
        book.onSnapshot(wide(12, JoinedBook.DEEP), JoinedBook.DEEP, 7, nowNs);
        assertThat(book.kept().venueSeq()).isEqualTo(15);
        assertThat(book.kept().isStale()).isFalse();
    }

    @Test
    void isWholeWhereTheVenueHasFewerLevelsThanWereAskedFor() {
        ask();
        book.onSnapshot(wide(10, 7), JoinedBook.SMALL, 7, nowNs);
        assertThat(book.wantedLevels(nowNs + 10 * S)).isZero();
    }

    @Test
    void isStaleWhenThePriceGoesPastTheEndOfTheSnapshot() {
        ask();
        book.onSnapshot(wide(10, JoinedBook.SMALL), JoinedBook.SMALL, 7, nowNs);
        DepthUpdate rise = new DepthUpdate();
        rise.prevSeq = 10;
        rise.seq = 20;
        for (int i = 0; i < JoinedBook.SMALL; i++) {
            rise.asks.add(10_001 + i, 0, 0, 0);
        }
        rise.asks.add(20_000, 0, 1, 0); // who knows what is between
        book.onDepth(0, rise, 7, nowNs);
        assertThat(log.heard).endsWith("stale gap");
    }

    @Test
    void keepsNoMoreThanAMinuteOfWhatComesWhileASnapshotIsAskedFor() {
        ask();
        send(11, 20);
        nowNs += 61 * S;
        send(21, 30);
        send(31, 40);
        answer(12);
        assertThat(best()).isEqualTo("stale");
        nowNs += 61 * S;
        ask();
        answer(20);
        assertThat(best()).as("what was kept begins with 21 now").isEqualTo("100 x 40");
    }

    @Test
    void beginsAnewWhenTheVenueBeginsToCountAnew() {
        ask();
        answer(1000);
        send(1001, 1010);
        send(1, 5); // its engine was started again
        assertThat(log.heard).endsWith("stale gap");
        ask();
        send(6, 9);
        answer(7);
        assertThat(best()).isEqualTo("100 x 9");
        send(10, 12);
        assertThat(best()).isEqualTo("100 x 12");
    }

    @Test
    void isNotHeldLongByASnapshotFromBeforeTheVenueBeganToCountAnew() {
        send(1001, 1010);
        ask();
        send(1011, 1012);
        send(1, 5);
        send(6, 9);
        answer(1012);
        assertThat(best()).isEqualTo("stale");
        nowNs += S;
        ask();
        answer(1013); // of a cache that does not know yet
        assertThat(best()).isEqualTo("100 x 1013");
        nowNs += 11 * S;
        send(10, 12);
        assertThat(log.heard).endsWith("stale gap");
        nowNs += 10 * S;
        ask();
        answer(12);
        assertThat(best()).isEqualTo("100 x 12");
    }
}
