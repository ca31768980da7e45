package io.quotegate.market.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.testkit.TreeBook;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private static final int[] DEPTHS = {1, 5, 20, 400};
    private static final int TRIES = 200;

    private final OrderBook book = new OrderBook(8);

    private static DepthUpdate snapshot() {
        DepthUpdate update = new DepthUpdate();
        update.snapshot = true;
        return update;
    }

    @Test
    void keepsTheBestFirstOnBothSides() {
        DepthUpdate levels = snapshot();
        levels.bids.add(995, 1, 1, 0).add(1000, 1, 2, 0).add(990, 1, 3, 0);
        levels.asks.add(1010, 1, 4, 0).add(1001, 1, 5, 0).add(1005, 1, 6, 0);

        assertThat(book.apply(levels)).isTrue();

        assertThat(TreeBook.bids(book, 9)).containsExactly("100.0 x 2", "99.5 x 1", "99.0 x 3");
        assertThat(TreeBook.asks(book, 2)).containsExactly("100.1 x 5", "100.5 x 6");
        assertThat(book.isCrossed()).isFalse();
    }

    @Test
    void givesEveryLevelBackAsItWasWrittenWhateverOthersWereWrittenLike() {
        DepthUpdate levels = snapshot();
        levels.bids.add(65056, 0, 7, 0).add(650557, 1, 376903, 8).add(65055700001L, 6, 50, 2);
        book.apply(levels);

        assertThat(TreeBook.bids(book, 9)).containsExactly("65056 x 7", "65055.700001 x 0.50", "65055.7 x 0.00376903");
        assertThat(book.priceScale()).isEqualTo(6);
        assertThat(book.bids().price(0)).isEqualTo(65_056_000_000L);
        assertThat(book.bids().size(1)).isEqualTo(50_000_000L);
    }

    @Test
    void takesTheLargestQuantityThereIs() {
        DepthUpdate levels = snapshot();
        levels.asks.add(1, 8, Long.MAX_VALUE, 8);

        assertThat(book.apply(levels)).isTrue();
        assertThat(TreeBook.asks(book, 1)).containsExactly("0.00000001 x 92233720368.54775807");
    }

    @Test
    void saysWhenALevelCannotBeKept() {
        DepthUpdate levels = snapshot();
        levels.asks.add(1, 0, Long.MAX_VALUE, 0).add(2, 0, 1, 8);
        assertThat(book.apply(levels)).isFalse();

        DepthUpdate bad = new DepthUpdate();
        bad.unusable = 1;
        assertThat(book.apply(bad)).isFalse();
    }

    @Test
    void takesTheRemovalOfAnUnknownLevelForNoError() {
        DepthUpdate removal = new DepthUpdate();
        removal.bids.add(5, 0, 0, 0);
        assertThat(book.apply(removal)).isTrue();
        assertThat(book.bids().depth()).isZero();
    }

    @Test
    void isCrossedWhereSomebodyPaysWhatAnotherAsks() {
        DepthUpdate levels = snapshot();
        levels.bids.add(100, 0, 1, 0);
        assertThat(book.apply(levels) && book.isCrossed()).isFalse();
        levels.asks.add(1000, 1, 1, 0);
        book.apply(levels);
        assertThat(book.isCrossed()).isTrue();
    }

    @Test
    void dropsTheWorstWhereThereIsNoRoomAndKnowsThatItIsMissing() {
        DepthUpdate levels = snapshot();
        for (int price = 10; price < 18; price++) {
            levels.bids.add(price, 0, 1, 0);
        }
        book.apply(levels);
        assertThat(book.bids().knownDepth()).isEqualTo(8);

        DepthUpdate better = new DepthUpdate();
        better.bids.add(20, 0, 1, 0).add(9, 0, 1, 0);
        book.apply(better);

        assertThat(TreeBook.bids(book, 9))
                .startsWith("20 x 1")
                .endsWith("11 x 1")
                .hasSize(8);
        assertThat(book.bids().dropped()).isEqualTo(2);
        assertThat(book.bids().knownDepth()).isEqualTo(8);

        DepthUpdate gone = new DepthUpdate();
        gone.bids.add(11, 0, 0, 0).add(8, 0, 1, 0);
        book.apply(gone);
        assertThat(book.bids().depth()).isEqualTo(8);
        assertThat(book.bids().knownDepth())
                .as("between 11 and 8 was one that was dropped")
                .isEqualTo(7);
    }

    @Test
    void knowsNothingBehindTheEndOfASnapshotThatIsAsLongAsWasAskedFor() {
        DepthUpdate levels = snapshot();
        levels.bids.add(100, 1, 1, 0).add(99, 1, 1, 0);
        levels.asks.add(101, 1, 1, 0);
        book.apply(levels);
        book.knownToHere(2);

        DepthUpdate more = new DepthUpdate();
        more.bids.add(98, 1, 1, 0).add(9950, 3, 1, 0);
        more.asks.add(120, 1, 1, 0);
        book.apply(more);

        assertThat(book.bids().depth()).isEqualTo(4);
        assertThat(book.bids().knownDepth()).isEqualTo(3);
        assertThat(book.asks().knownDepth()).as("of which there were fewer").isEqualTo(2);
        book.clear();
        assertThat(book.bids().knownDepth()).isZero();
    }

    @Test
    void isWhatSortedMapsAreAtEveryDepth() {
        for (int seed = 0; seed < TRIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OrderBook mine = new OrderBook(600);
            TreeBook other = new TreeBook();
            for (int step = 0; step < 200; step++) {
                DepthUpdate update = randomUpdate(random, step == 0 || random.nextInt(50) == 0);
                assertThat(mine.apply(update)).isTrue();
                other.apply(update);
                int depth = DEPTHS[random.nextInt(DEPTHS.length)];
                String where = "seed " + seed + " step " + step;
                assertThat(TreeBook.bids(mine, depth)).as(where).isEqualTo(other.bids(depth));
                assertThat(TreeBook.asks(mine, depth)).as(where).isEqualTo(other.asks(depth));
            }
        }
    }

    private static DepthUpdate randomUpdate(SplittableRandom random, boolean snapshot) {
        DepthUpdate update = new DepthUpdate();
        update.snapshot = snapshot;
        int spread = random.nextInt(3, 300);
        for (int i = random.nextInt(snapshot ? 200 : 30); i > 0; i--) {
            randomLevel(random, update.bids, 100_000 - random.nextInt(spread), snapshot);
            randomLevel(random, update.asks, 100_001 + random.nextInt(spread), snapshot);
        }
        return update;
    }

    /** As OKX writes it, without zeros at the end, and now and then finer than others. */
    private static void randomLevel(SplittableRandom random, DepthLevels side, long tenths, boolean snapshot) {
        boolean fine = random.nextInt(200) == 0;
        long price = fine ? tenths * 1000 + random.nextInt(1, 10) : tenths;
        int places = fine ? 4 : 1;
        while (price % 10 == 0 && places > 0) {
            price /= 10;
            places--;
        }
        boolean gone = !snapshot && random.nextInt(3) == 0;
        side.add(price, places, gone ? 0 : random.nextLong(1, 1_000_000_000L), gone ? 0 : random.nextInt(9));
    }

    @Test
    void allocatesNothingAfterItWasMade() {
        SplittableRandom random = new SplittableRandom(1);
        OrderBook mine = new OrderBook(400);
        DepthUpdate snapshot = randomUpdate(random, true);
        DepthUpdate update = randomUpdate(random, false);
        mine.apply(snapshot); // loads classes
        mine.apply(update);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            mine.apply(snapshot);
            mine.apply(update);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
    }
}
