package io.quotegate.feed.book;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.BookSide;
import io.quotegate.market.book.OrderBook;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What holds of a book however its venue trades, in whatever order messages, snapshots and acknowledgements come over two
 * connections, what of them is lost, and whenever connections end: a book that is not stale is the venue's own at its
 * number, and when all is well again it is not stale for long.
 */
class BookPropertiesTest {
    private static final int TRIES = 150;
    private static final int STEPS = 400;
    private static final int LANES = 2;
    private static final long S = Duration.ofSeconds(1).toNanos();

    /** A venue's market of one pair, every state of which is remembered. */
    private static class Market {
        final SplittableRandom random;
        final NavigableMap<Long, Long> bids = new TreeMap<>();
        final NavigableMap<Long, Long> asks = new TreeMap<>();
        final Map<Long, List<Map<Long, Long>>> states = new HashMap<>();
        long middle = 10_000;

        Market(SplittableRandom random, int levels) {
            this.random = random;
            for (int i = 0; i < levels; i++) {
                bids.put(middle - i, 1L + random.nextInt(9));
                asks.put(middle + 1 + i, 1L + random.nextInt(9));
            }
        }

        void remember(long number) {
            states.put(number, List.of(new TreeMap<>(bids), new TreeMap<>(asks)));
        }

        /** Changes one level, or several where the price moves. */
        void change(DepthUpdate into) {
            if (random.nextInt(20) == 0) {
                middle += random.nextInt(7) - 3;
                while (!bids.isEmpty() && bids.lastKey() > middle) {
                    set(into.bids, bids, bids.lastKey(), 0);
                }
                while (!asks.isEmpty() && asks.firstKey() <= middle) {
                    set(into.asks, asks, asks.firstKey(), 0);
                }
            }
            long far = random.nextInt(1 + random.nextInt(200));
            long size = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(9);
            if (random.nextBoolean()) {
                set(into.bids, bids, middle - far, size);
            } else {
                set(into.asks, asks, middle + 1 + far, size);
            }
        }

        private static void set(DepthLevels told, NavigableMap<Long, Long> side, long price, long size) {
            told.add(price, 0, size, 0);
            if (size == 0) {
                side.remove(price);
            } else {
                side.put(price, size);
            }
        }

        DepthUpdate snapshot(long number, int most) {
            DepthUpdate snapshot = new DepthUpdate();
            snapshot.snapshot = true;
            snapshot.seq = number;
            List<Map<Long, Long>> state = requireNonNull(states.get(number));
            new TreeMap<>(state.get(0))
                    .descendingMap().entrySet().stream()
                            .limit(most)
                            .forEach(level -> snapshot.bids.add(level.getKey(), 0, level.getValue(), 0));
            state.get(1).entrySet().stream()
                    .limit(most)
                    .forEach(level -> snapshot.asks.add(level.getKey(), 0, level.getValue(), 0));
            return snapshot;
        }

        void check(KeptBook kept, long number) {
            DepthUpdate right = snapshot(number, Integer.MAX_VALUE);
            check(kept.levels().bids(), right.bids);
            check(kept.levels().asks(), right.asks);
        }

        private static void check(BookSide side, DepthLevels right) {
            int known = side.knownDepth();
            if (side.isWhole()) {
                assertThat(known).isEqualTo(right.count());
            }
            for (int i = 0; i < known; i++) {
                assertThat(side.price(i)).as("price %d", i).isEqualTo(right.price(i));
                assertThat(side.size(i)).as("size %d", i).isEqualTo(right.size(i));
            }
        }
    }

    /** Runs {@code steps} of random things for each seed. */
    private static void holds(Try one) {
        for (int seed = 0; seed < TRIES; seed++) {
            try {
                one.run(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private interface Try {
        void run(SplittableRandom random);
    }

    /** Binance's way: numbers one by one, snapshots beside. */
    private static final class JoinedCourse {
        final SplittableRandom random;
        final Market market;
        final JoinedBook book;
        final List<Deque<DepthUpdate>> lanes = new ArrayList<>();
        final boolean[] up = new boolean[LANES];
        long number = 100;
        long nowNs = S;
        int asked;
        long answerNumber;
        int changes;

        JoinedCourse(SplittableRandom random) {
            this.random = random;
            market = new Market(random, 150);
            market.remember(number);
            book = new JoinedBook(new KeptBook(0, new OrderBook(2048), new BookLog()), LANES);
            for (int i = 0; i < LANES; i++) {
                lanes.add(new ArrayDeque<>());
            }
        }

        void trade(int lost) {
            DepthUpdate event = new DepthUpdate();
            event.prevSeq = number;
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                market.change(event);
                market.remember(++number);
            }
            event.seq = number;
            for (int lane = 0; lane < LANES; lane++) {
                if (up[lane] && random.nextInt(100) >= lost) {
                    lanes.get(lane).add(event);
                }
            }
        }

        void deliver(int lane) {
            DepthUpdate event = lanes.get(lane).poll();
            if (event != null) {
                book.onDepth(lane, event, 7, nowNs);
            }
            check();
        }

        void raise(int lane) {
            if (!up[lane]) {
                up[lane] = true;
                book.onUp(lane);
            }
        }

        void cut(int lane) {
            if (up[lane]) {
                up[lane] = false;
                lanes.get(lane).clear();
                book.onDown(lane, nowNs);
            }
            check();
        }

        void time(int oldest) {
            nowNs += random.nextLong(S);
            book.onTime(nowNs);
            int wanted = book.wantedLevels(nowNs);
            if (wanted > 0) {
                asked = wanted;
                book.onAsked();
                answerNumber = Math.max(100, number - random.nextInt(oldest + 1)); // what a cache may hold
            }
            check();
        }

        void answer(boolean well) {
            if (asked > 0 && well) {
                if (random.nextBoolean()) {
                    answerNumber = number;
                }
                book.onSnapshot(market.snapshot(answerNumber, asked), asked, 7, nowNs);
                asked = 0;
            } else if (asked > 0) {
                book.onRefused(nowNs);
                asked = 0;
            }
            check();
        }

        void check() {
            if (!book.kept().isStale()) {
                changes++;
                market.check(book.kept(), book.kept().venueSeq());
            }
        }

        void step() {
            int lane = random.nextInt(LANES);
            switch (random.nextInt(20)) {
                case 0 -> raise(lane);
                case 1 -> cut(lane);
                case 2, 3, 4 -> time(20);
                case 5, 6 -> answer(random.nextInt(5) > 0);
                case 7, 8, 9, 10, 11, 12 -> trade(3);
                default -> deliver(lane);
            }
        }

        /** Everything is well again. */
        void recover() {
            for (int i = 0; i < 400; i++) {
                raise(0);
                raise(1);
                trade(0);
                time(0);
                answer(true);
                while (!lanes.get(0).isEmpty() || !lanes.get(1).isEmpty()) {
                    deliver(0);
                    deliver(1);
                }
            }
            assertThat(book.kept().isStale()).isFalse();
            assertThat(book.kept().venueSeq()).isEqualTo(number);
        }
    }

    @Test
    void aBookWhoseSnapshotsAreAskedForIsTheVenuesOwnOrStale() {
        int[] looked = {0};
        holds(random -> {
            JoinedCourse course = new JoinedCourse(random);
            course.raise(0);
            for (int i = 0; i < STEPS; i++) {
                course.step();
            }
            looked[0] += course.changes;
            course.recover();
        });
        assertThat(looked[0]).as("looks at a book that is not stale").isGreaterThan(TRIES * STEPS / 10);
    }

    /** OKX's way: a snapshot with a subscription, numbers that jump and fall. */
    private static final class ChainedCourse {
        final SplittableRandom random;
        final Market market;
        final ChainedBook book;
        final List<Deque<DepthUpdate>> lanes = new ArrayList<>(); // null-free; an acknowledgement is one without a time
        final boolean[] up = new boolean[LANES];
        final boolean[] subscribed = new boolean[LANES];
        long number = 1000;
        long timeNs = 1;
        long nowNs = S;
        int looked;
        int requests;

        ChainedCourse(SplittableRandom random) {
            this.random = random;
            market = new Market(random, 40);
            market.remember(timeNs);
            book = new ChainedBook(new KeptBook(0, new OrderBook(800), new BookLog()), LANES, levels -> 1);
            for (int i = 0; i < LANES; i++) {
                lanes.add(new ArrayDeque<>());
            }
        }

        void trade(int lost) {
            DepthUpdate update = new DepthUpdate();
            update.prevSeq = number;
            int kind = random.nextInt(40);
            if (kind > 0) {
                for (int i = random.nextInt(1, 6); i > 0; i--) {
                    market.change(update);
                }
                number = kind == 1 ? random.nextLong(1, 1000) : number + random.nextInt(1, 9);
            }
            update.seq = number;
            update.exchangeTimeNs = ++timeNs;
            market.remember(timeNs);
            for (int lane = 0; lane < LANES; lane++) {
                if (subscribed[lane] && random.nextInt(100) >= lost) {
                    lanes.get(lane).add(update);
                }
            }
        }

        void deliver(int lane) {
            DepthUpdate message = lanes.get(lane).poll();
            if (message != null && message.exchangeTimeNs == 0) {
                book.onUnsubscribed(lane, nowNs);
            } else if (message != null) {
                book.onDepth(lane, message, 7, nowNs);
            }
            check();
        }

        void raise(int lane) {
            if (!up[lane]) {
                up[lane] = true;
                book.onUp(lane, nowNs);
            }
        }

        void cut(int lane) {
            if (up[lane]) {
                up[lane] = false;
                subscribed[lane] = false;
                lanes.get(lane).clear();
                book.onDown(lane, nowNs);
            }
            check();
        }

        void time(boolean deaf) {
            nowNs += random.nextLong(S);
            book.onTime(nowNs);
            for (int lane = 0; lane < LANES; lane++) {
                switch (up[lane] ? book.next(lane, nowNs) : ChainedBook.Step.NOTHING) {
                    case SUBSCRIBE -> {
                        requests++;
                        if (!subscribed[lane] && !(deaf && random.nextInt(10) == 0)) {
                            subscribed[lane] = true; // a second subscription gets no snapshot
                            timeNs++;
                            market.remember(timeNs);
                            DepthUpdate snapshot = market.snapshot(timeNs, Integer.MAX_VALUE);
                            snapshot.seq = number;
                            snapshot.exchangeTimeNs = timeNs;
                            lanes.get(lane).add(snapshot);
                        }
                    }
                    case UNSUBSCRIBE -> {
                        requests++;
                        subscribed[lane] = false;
                        if (!(deaf && random.nextInt(10) == 0)) {
                            lanes.get(lane).add(new DepthUpdate());
                        }
                    }
                    case NOTHING -> {}
                }
            }
            check();
        }

        void check() {
            if (!book.kept().isStale()) {
                looked++;
                market.check(book.kept(), book.kept().exchangeTimeNs());
            }
        }

        void step() {
            int lane = random.nextInt(LANES);
            switch (random.nextInt(20)) {
                case 0 -> raise(lane);
                case 1 -> cut(lane);
                case 2, 3, 4 -> time(true);
                case 5, 6, 7, 8, 9, 10 -> trade(3);
                default -> deliver(lane);
            }
        }

        /** Everything is well again. */
        void recover() {
            for (int i = 0; i < 400; i++) {
                raise(0);
                raise(1);
                trade(0);
                time(false);
                while (!lanes.get(0).isEmpty() || !lanes.get(1).isEmpty()) {
                    deliver(0);
                    deliver(1);
                }
            }
            assertThat(book.kept().isStale()).isFalse();
            assertThat(book.kept().exchangeTimeNs()).isEqualTo(timeNs);
        }
    }

    @Test
    void aBookThatIsPushedWholeIsTheVenuesOwnOrStale() {
        int[] looked = {0};
        holds(random -> {
            ChainedCourse course = new ChainedCourse(random);
            course.raise(0);
            for (int i = 0; i < STEPS; i++) {
                course.step();
            }
            looked[0] += course.looked;
            course.recover();
            assertThat(course.requests).isLessThan(STEPS / 2);
        });
        assertThat(looked[0]).as("looks at a book that is not stale").isGreaterThan(TRIES * STEPS / 10);
    }
}
