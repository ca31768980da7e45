package io.quotegate.feed.sim.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.DepthUpdate;
import io.quotegate.testkit.TreeBook;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedBookTest {
    private static DepthUpdate snapshot(long seq, int levels) {
        DepthUpdate snapshot = new DepthUpdate();
        snapshot.snapshot = true;
        snapshot.seq = seq;
        for (int i = 0; i < levels; i++) {
            snapshot.bids.add(100 - i, 0, 10, 0);
            snapshot.asks.add(101 + i, 0, 10, 0);
        }
        return snapshot;
    }

    /** Has all bids at the best price be {@code size}. */
    private static DepthUpdate update(long prevSeq, long seq, long size) {
        DepthUpdate update = new DepthUpdate();
        update.prevSeq = prevSeq;
        update.seq = seq;
        update.bids.add(100, 0, size, 0);
        return update;
    }

    private static String best(RecordedBook book) {
        DepthUpdate best = book.best(1);
        return TreeBook.shown(best.bids).get(0) + " #" + best.seq;
    }

    @Test
    void beginsWithTheSnapshotThatWhatIsPlayedFollowsOnWhereverItStands() {
        RecordedBook book = new RecordedBook(List.of(snapshot(15, 3)));
        book.onDepth(update(0, 10, 7));
        assertThat(book.missing(1)).contains("no snapshot");
        book.onDepth(update(12, 20, 8)); // it was asked for amid these
        assertThat(book.missing(3)).isNull();
        assertThat(best(book)).isEqualTo("100 x 8 #20");
        book.onDepth(update(18, 19, 5));
        assertThat(best(book)).as("which it has already").isEqualTo("100 x 8 #20");
        book.onDepth(update(20, 21, 6));
        assertThat(best(book)).isEqualTo("100 x 6 #21");
    }

    @Test
    void beginsBehindWhatASnapshotHasAlready() {
        RecordedBook book = new RecordedBook(List.of(snapshot(20, 3)));
        book.onDepth(update(12, 20, 8));
        assertThat(best(book)).isEqualTo("100 x 10 #20");
    }

    @Test
    void isNotKnownBehindAGapUntilTheNextSnapshot() {
        RecordedBook book = new RecordedBook(List.of(snapshot(15, 3), snapshot(40, 3)));
        book.onDepth(update(12, 20, 8));
        book.onDepth(update(25, 30, 9));
        assertThat(book.missing(1)).contains("no snapshot");
        book.onDepth(update(30, 45, 4));
        assertThat(best(book)).isEqualTo("100 x 4 #45");
    }

    @Test
    void saysHowManyLevelsItKnowsAndTellsNoMore() {
        RecordedBook book = new RecordedBook(List.of(snapshot(15, 3)));
        book.onDepth(update(15, 16, 0)); // the best bid is gone, and what comes behind the third is not known
        assertThat(book.missing(2)).isNull();
        assertThat(book.missing(3)).isEqualTo("the recording tells 2 levels of this book and not 3");
    }

    @Test
    void takesSnapshotsThatWerePushedForWhole() {
        RecordedBook book = new RecordedBook(List.of());
        book.onDepth(snapshot(15, 3));
        book.onDepth(update(15, 3, 4)); // OKX counts anew now and then
        assertThat(best(book)).isEqualTo("100 x 4 #3");
        assertThat(book.missing(400)).isNull();
        book.onDepth(update(7, 8, 4));
        assertThat(book.missing(1)).isNotNull();
    }
}
