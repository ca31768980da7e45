package io.quotegate.market.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.testkit.TreeBook;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookDifferenceTest {
    private final BookDifference difference = new BookDifference();
    private final BookPush push = new BookPush();
    private final OrderBook told = new OrderBook(400);
    private final OrderBook now = new OrderBook(1000);

    private static DepthUpdate update() {
        return new DepthUpdate();
    }

    private boolean find(int most) {
        return difference.find(told, now, most, most, push);
    }

    @Test
    void tellsWhatIsGoneThenWhatIsNewOrOtherwise() {
        DepthUpdate update = update();
        update.bids.add(100, 0, 5, 0).add(99, 0, 5, 0).add(98, 0, 5, 0);
        now.apply(update);
        told.copyFrom(now, 3, 3);
        update.clear();
        update.bids.add(101, 0, 7, 0).add(99, 0, 0, 0).add(98, 0, 6, 0).add(97, 0, 1, 0);
        now.apply(update);

        assertThat(find(3)).isTrue();
        assertThat(TreeBook.shown(push.bids)).containsExactly("99 x 0", "101 x 7", "98 x 6");
        assertThat(push.asks.count()).isZero();
    }

    @Test
    void tellsALevelThatComesInWhole() {
        DepthUpdate update = update();
        update.asks.add(100, 0, 5, 0).add(101, 0, 6, 0).add(102, 0, 7, 0);
        now.apply(update);
        told.copyFrom(now, 2, 2);
        update.clear();
        update.asks.add(100, 0, 0, 0);
        now.apply(update);

        assertThat(find(2)).isTrue();
        assertThat(TreeBook.shown(push.asks)).containsExactly("100 x 0", "102 x 7");
    }

    @Test
    void isSilentWhereNothingChangedAmongTheBest() {
        DepthUpdate update = update();
        update.asks.add(100, 0, 5, 0).add(101, 0, 6, 0).add(102, 0, 7, 0);
        now.apply(update);
        told.copyFrom(now, 2, 2);
        update.clear();
        update.asks.add(102, 0, 1, 0);
        now.apply(update);

        assertThat(find(2)).isFalse();
    }

    @Test
    void comparesNumbersAndTheirDigitsWhateverTheScalesAre() {
        DepthUpdate update = update();
        update.bids.add(1005, 1, 5, 0).add(99, 0, 5, 0);
        now.apply(update);
        told.copyFrom(now, 2, 2);
        update.clear();
        update.bids.add(98_123, 3, 12345, 4); // a finer one, behind the best two
        now.apply(update);
        assertThat(find(2)).isFalse();
        assertThat(find(3)).isTrue();
        assertThat(TreeBook.shown(push.bids)).containsExactly("98.123 x 1.2345");

        update.clear();
        update.bids.add(99, 0, 50, 1); // the same number otherwise written
        now.apply(update);
        assertThat(find(2)).isTrue();
        assertThat(TreeBook.shown(push.bids)).containsExactly("99 x 5.0");

        told.copyFrom(now, 3, 3);
        update.clear();
        update.snapshot = true; // coarser than what was told
        update.bids.add(99, 0, 50, 1).add(98, 0, 5, 0);
        now.apply(update);
        assertThat(find(3)).isTrue();
        assertThat(TreeBook.shown(push.bids)).containsExactly("100.5 x 0", "98.123 x 0", "98 x 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 400})
    void bringsWhoHasRoomForNoMoreToExactlyTheBest(int depth) {
        SplittableRandom random = new SplittableRandom(depth);
        OrderBook reader = new OrderBook(depth);
        OrderBook served = new OrderBook(depth);
        DepthUpdate update = update();
        for (int round = 0; round < 3000; round++) {
            update.clear();
            update.snapshot = random.nextInt(500) == 0;
            int changes = update.snapshot ? 600 : random.nextInt(30);
            for (int i = 0; i < changes; i++) {
                add(update.bids, random, 100_000 - random.nextInt(600));
                add(update.asks, random, 100_001 + random.nextInt(600));
            }
            now.apply(update);
            boolean isNew = difference.find(served, now, depth, depth, push);
            served.copyFrom(now, depth, depth);
            push.snapshot = false;
            reader.apply(push);
            assertThat(isNew).isEqualTo(push.bids.count() + push.asks.count() > 0);
            assertThat(TreeBook.bids(reader, 400)).as("bids in round %d", round).isEqualTo(TreeBook.bids(now, depth));
            assertThat(TreeBook.asks(reader, 400)).as("asks in round %d", round).isEqualTo(TreeBook.asks(now, depth));
        }
    }

    private static void add(DepthLevels side, SplittableRandom random, int price) {
        int places = random.nextInt(3);
        long size = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 1000);
        side.add(price * (places == 0 ? 1L : 10), places == 0 ? 0 : 1, size, size == 0 ? 0 : places);
    }
}
