package io.quotegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.StatusReason;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.RingHistory;
import io.quotegate.testkit.TreeBook;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From the rings of a feed node to those of a gateway, without Aeron: by the messages alone, at times that the test sets. */
class ClusterPathTest {
    private static final String BTC = "BTC-USDT";
    private static final String ETH = "ETH-USDT";
    private static final String SOL = "SOL-USDT";

    private final TestNode node = new TestNode(0, BTC, ETH, SOL);
    private final TestGateway gateway = new TestGateway(ETH, BTC); // in another order, and without one
    private long nowNs = 1_000_000_000_000L;

    private void pass(long ms, TestNode... others) {
        for (long left = ms; left > 0; left -= 10) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(Math.min(10, left));
            List<TestNode> all = new ArrayList<>(List.of(others));
            all.forEach(each -> {
                each.turn(nowNs);
                gateway.take(each, nowNs);
            });
            gateway.reader.tick(nowNs);
        }
    }

    private void follow() {
        gateway.nodes.add(node);
        pass(600, node);
        assertThat(gateway.reader.isHeard()).isTrue();
        gateway.heard();
    }

    @Test
    void tellsAllThatTheFeedNodeTellsByItsOwnNumbers() {
        follow();
        node.quote(BTC, 100);
        node.quote(SOL, 7);
        node.quote(BTC, 101);
        node.trade(ETH, 55);
        node.status(ETH, StatusReason.BOOK_GAP);
        node.status("", StatusReason.CONNECTED);
        node.book(BTC, 3, 10_000);
        node.bookUpdate(BTC, 10_000, 9);
        pass(10, node);
        assertThat(gateway.heard())
                .containsExactlyInAnyOrder(
                        "BTC 100 #1",
                        "BTC 101 #2",
                        "trade ETH 55 #1",
                        "gap book_gap ETH",
                        "gap connected all",
                        "book BTC #2"); // the table had the update by then
        assertThat(gateway.newest(BTC)).isEqualTo("BTC 101 #2");
        node.bookUpdate(BTC, 10_000, 11);
        pass(10, node);
        assertThat(gateway.heard()).containsExactly("update BTC #3 1");
        BookPush book = new BookPush();
        assertThat(gateway.rings.bookTable().reader().read(1, 400, book)).isTrue();
        assertThat(TreeBook.shown(book.bids)).containsExactly("100.00 x 1.1", "99.99 x 0.6", "99.98 x 0.7");
        assertThat(gateway.rings.quotes().instance()).isEqualTo(node.epoch.toString());
        assertThat(gateway.stats.lost.sum()).isZero();
    }

    @Test
    void givesOneThatComesLateAllThereIs() {
        for (int i = 0; i < 100; i++) {
            node.quote(BTC, 100 + i);
            node.quote(ETH, 200 + i);
        }
        node.book(BTC, 400, 100_000);
        node.book(ETH, 1, 100_000);
        node.turn(nowNs);
        node.streams.forEach(stream -> stream.clear());
        gateway.nodes.add(node);
        pass(600, node);
        assertThat(gateway.heard())
                .containsExactlyInAnyOrder("BTC 199 #100", "ETH 299 #100", "book BTC #1", "book ETH #1");
        assertThat(node.stats.requests.sum()).isEqualTo(2);
        node.quote(BTC, 300);
        pass(10, node);
        assertThat(gateway.heard()).containsExactly("BTC 300 #101");
    }

    @Test
    void hasJoinedWhenTheNodeThatIsFollowedHasToldAllThatItKnows() {
        node.quote(BTC, 100);
        node.turn(nowNs);
        node.streams.forEach(stream -> stream.clear()); // before it was there
        assertThat(gateway.reader.hasJoined()).isFalse();
        gateway.nodes.add(node);
        pass(10, node);
        assertThat(gateway.reader.hasJoined()).as("another may be better").isFalse();
        while (gateway.stats.requests.sum() == 0) {
            pass(10, node);
        }
        assertThat(gateway.reader.isHeard()).isTrue();
        assertThat(gateway.reader.hasJoined()).as("it is asked").isFalse();
        pass(20, node);
        assertThat(gateway.heard()).contains("BTC 100 #1");
        assertThat(gateway.reader.hasJoined()).isTrue();
    }

    @Test
    void isToldNothingByImagesThatItDoesNotNeed() {
        node.book(BTC, 20, 100_000);
        node.quote(BTC, 1);
        follow();
        TestGateway late = new TestGateway(BTC);
        late.nodes.add(node);
        for (int i = 0; i < 200; i++) {
            node.quote(BTC, i);
            node.bookUpdate(BTC, 100_000, i + 1);
            nowNs += TimeUnit.MILLISECONDS.toNanos(10);
            node.turn(nowNs);
            node.streams.forEach(stream -> stream.forEach(message -> late.take(message, nowNs)));
            gateway.take(node, nowNs);
            gateway.reader.tick(nowNs);
            late.reader.tick(nowNs);
        }
        List<String> heard = gateway.heard();
        assertThat(heard).hasSize(400);
        assertThat(heard.subList(0, 200)).allMatch(line -> line.startsWith("BTC"));
        assertThat(heard.subList(200, 400)).allMatch(line -> line.startsWith("update BTC"));
        assertThat(late.newest(BTC)).isEqualTo(gateway.newest(BTC));
        assertThat(node.stats.requests.sum()).isEqualTo(4);
    }

    @Test
    void tellsOfWhatDidNotComeAndTakesAnImage() {
        follow();
        node.quote(BTC, 1);
        pass(10, node);
        gateway.heard();
        node.quote(BTC, 2);
        node.turn(nowNs);
        node.streams.get(0).clear();
        node.quote(BTC, 3);
        pass(10, node);
        assertThat(gateway.heard()).containsExactly("lost", "gap records_lost all", "BTC 3 #3");
        assertThat(gateway.stats.gaps.sum()).isOne();
        long asked = gateway.stats.requests.sum();
        pass(100, node);
        assertThat(gateway.heard()).as("the image has nothing new").isEmpty();
        assertThat(gateway.stats.requests.sum()).isEqualTo(asked);
    }

    /** So many quotes are told by a gateway after the one numbered {@code number} by the feed node; or why it does not know. */
    private static String after(TestGateway gateway, long number) {
        RingHistory history = new RingHistory(gateway.rings.quotes(), gateway.rings.topOfBook());
        long index = history.recordAfter(number);
        if (index == RingHistory.CURRENT) {
            return "none";
        }
        if (index < 0) {
            return index == RingHistory.GONE ? "gone" : "ahead";
        }
        int count = 0;
        for (; index < history.end(); index++) {
            count += history.read(index) && history.isQuote() ? 1 : 0;
        }
        return String.valueOf(count);
    }

    @Test
    void numbersQuotesAlikeAtEveryGatewaySoThatOneGoesOnAtAnother() {
        TestGateway other = new TestGateway(BTC, ETH, SOL);
        other.nodes.add(node);
        node.quote(BTC, 1);
        for (int i = 0; i < 200; i++) {
            node.quote(i % 3 == 0 ? SOL : BTC, i);
            node.trade(ETH, i);
            nowNs += TimeUnit.MILLISECONDS.toNanos(10);
            node.turn(nowNs);
            node.streams.get(0).forEach(message -> other.take(message, nowNs));
            gateway.take(node, nowNs); // and its trades besides
            gateway.reader.tick(nowNs);
            other.reader.tick(nowNs);
        }
        assertThat(after(gateway, 201)).isEqualTo("none");
        assertThat(after(other, 201)).isEqualTo("none");
        assertThat(after(other, 191)).isEqualTo("10");
        assertThat(after(gateway, 191))
                .as("those of a pair that it does not serve left out")
                .isEqualTo("7");
        assertThat(after(gateway, 202)).isEqualTo("ahead");
        assertThat(after(gateway, 0)).as("it was not there yet").isEqualTo("gone");
        RingHistory here = new RingHistory(gateway.rings.quotes(), gateway.rings.topOfBook());
        RingHistory there = new RingHistory(other.rings.quotes(), other.rings.topOfBook());
        long seq = node.seq(BTC) - 5;
        assertThat(here.read(here.quoteAfter(gateway.id(BTC), seq))).isTrue();
        assertThat(there.read(there.quoteAfter(other.id(BTC), seq))).isTrue();
        assertThat(here.quote().seq()).isEqualTo(there.quote().seq()).isEqualTo(seq + 1);
        assertThat(here.quote().number()).isEqualTo(there.quote().number());
    }

    @Test
    void letsNobodyGoOnAcrossWhatItHasLostUntilAnImageIsThere() {
        follow();
        pass(1_000, node);
        node.quote(BTC, 1);
        node.quote(ETH, 1);
        pass(10, node);
        assertThat(after(gateway, 1)).isEqualTo("1");
        node.quote(BTC, 2);
        node.turn(nowNs);
        node.streams.get(0).clear();
        node.quote(BTC, 3);
        pass(10, node);
        assertThat(after(gateway, 2)).isEqualTo("gone");
        assertThat(after(gateway, 4))
                .as("of other pairs something may be missing")
                .isEqualTo("gone");
        pass(2_100, node);
        assertThat(after(gateway, 2)).isEqualTo("gone");
        assertThat(after(gateway, 4)).isEqualTo("none");
        node.quote(ETH, 2);
        pass(10, node);
        assertThat(after(gateway, 4)).isEqualTo("1");
        pass(400); // nobody is heard: quotes are told again as stale
        assertThat(after(gateway, 5)).isEqualTo("gone");
    }

    @Test
    void noticesByHeartbeatsWhatNothingFollows() {
        follow();
        node.trade(BTC, 1);
        node.turn(nowNs);
        node.streams.get(1).clear();
        pass(300, node);
        assertThat(gateway.heard()).isEmpty();
        pass(200, node);
        assertThat(gateway.heard()).containsExactly("lost", "gap records_lost all");
        node.trade(BTC, 2);
        pass(10, node);
        assertThat(gateway.heard()).containsExactly("trade BTC 2 #2");
    }

    @Test
    void waitsForWhatIsLateAndKnowsThatBooksAreOldUntilThen() {
        node.book(BTC, 1, 1000);
        node.trade(ETH, 1);
        follow();
        gateway.comes = true;
        node.trade(BTC, 1);
        node.bookUpdate(BTC, 1000, 7);
        node.turn(nowNs);
        List<byte[]> late = new ArrayList<>();
        for (ClusterStream stream : List.of(ClusterStream.TRADES, ClusterStream.BOOKS)) {
            late.addAll(node.streams.get(stream.ordinal()));
            node.streams.get(stream.ordinal()).clear();
        }
        pass(300, node);
        assertThat(gateway.heard()).isEmpty();
        pass(1_000, node);
        assertThat(gateway.heard()).containsExactly("update BTC #1 0 stale");
        late.forEach(message -> gateway.take(message, nowNs));
        pass(500, node);
        assertThat(gateway.heard()).containsExactlyInAnyOrder("trade BTC 1 #1", "update BTC #2 1");
        assertThat(gateway.stats.lost.sum()).isZero();
    }

    @Test
    void knowsABookAgainThatDidNotChangeWhileOthersWereLate() {
        node.book(BTC, 1, 1000);
        node.book(ETH, 1, 1000);
        follow();
        gateway.comes = true;
        node.bookUpdate(BTC, 1000, 7);
        node.turn(nowNs);
        byte[] late = node.streams.get(ClusterStream.BOOKS.ordinal()).remove();
        pass(500, node);
        assertThat(gateway.heard()).containsExactlyInAnyOrder("update BTC #1 0 stale", "update ETH #1 0 stale");
        gateway.take(late, nowNs);
        pass(500, node);
        assertThat(gateway.heard()).containsExactlyInAnyOrder("update BTC #2 1", "update ETH #1 0");
    }

    @Test
    void makesABookAnewOfWhichAnUpdateDidNotCome() {
        node.book(BTC, 5, 1000);
        follow();
        node.bookUpdate(BTC, 1000, 70);
        node.turn(nowNs);
        node.streams.get(2).clear();
        node.bookUpdate(BTC, 1000, 71);
        pass(100, node);
        assertThat(gateway.heard()).containsExactlyInAnyOrder("gap records_lost all", "books lost", "book BTC #3");
        BookPush book = new BookPush();
        gateway.rings.bookTable().reader().read(1, 400, book);
        assertThat(TreeBook.shown(book.bids).get(0)).isEqualTo("10.00 x 7.1");
    }

    @Test
    void isStaleWhileNobodyIsHeardAndGoesOnWhereItWas() {
        node.quote(BTC, 5);
        node.book(BTC, 1, 1000);
        follow();
        pass(200);
        assertThat(gateway.heard()).isEmpty();
        pass(200);
        assertThat(gateway.heard())
                .containsExactly("venue-down feed_silent all", "BTC 5 #1 stale", "update BTC #1 0 stale");
        assertThat(gateway.newest(BTC)).isEqualTo("BTC 5 #1 stale");
        assertThat(gateway.reader.isHeard()).isFalse();
        node.quote(BTC, 6);
        pass(10, node);
        assertThat(gateway.heard()).containsExactly("BTC 6 #2", "venue-up resumed all", "update BTC #1 0");
        assertThat(gateway.stats.silences.sum()).isOne();
        assertThat(gateway.stats.switches.sum()).isZero();
    }

    @Test
    void saysAgainWhatWasStaleOnlyForWantOfAFeedNode() {
        node.quote(BTC, 5);
        node.quote(ETH, 6);
        follow();
        pass(400);
        gateway.heard();
        pass(10, node);
        assertThat(gateway.heard()).containsExactly("venue-up resumed all", "ETH 6 #1", "BTC 5 #1");
    }

    @Test
    void leavesStaleWhatMayHaveChangedDuringASilenceUntilAnImageSaysWhatIsTrue() {
        node.quote(BTC, 5);
        node.quote(ETH, 6);
        node.book(BTC, 1, 1000);
        node.book(ETH, 1, 1000);
        follow();
        pass(400);
        node.quote(BTC, 7);
        node.bookUpdate(BTC, 1000, 9);
        node.turn(nowNs);
        node.streams.forEach(stream -> stream.clear());
        gateway.heard();
        nowNs += TimeUnit.MILLISECONDS.toNanos(100);
        node.turn(nowNs);
        gateway.take(node, nowNs);
        gateway.reader.tick(nowNs);
        assertThat(gateway.heard()).containsExactly("lost", "gap records_lost all", "venue-up resumed all");
        assertThat(gateway.newest(ETH)).isEqualTo("ETH 6 #1 stale");
        pass(50, node);
        assertThat(gateway.heard())
                .containsExactlyInAnyOrder(
                        "BTC 7 #2", "ETH 6 #1", "gap records_lost all", "books lost", "book BTC #2", "update ETH #1 0");
        assertThat(gateway.newest(ETH)).isEqualTo("ETH 6 #1");
    }

    @Test
    void hasNothingToDoWithBooksWhereItDoesNotTakeThem() {
        TestGateway without = new TestGateway(false, BTC);
        without.nodes.add(node);
        node.book(BTC, 3, 1000);
        for (int i = 0; i < 200; i++) {
            node.quote(BTC, i);
            node.bookUpdate(BTC, 1000, i + 1);
            nowNs += TimeUnit.MILLISECONDS.toNanos(10);
            node.turn(nowNs);
            without.take(node, nowNs);
            without.reader.tick(nowNs);
        }
        assertThat(without.heard()).hasSizeGreaterThan(100).allMatch(line -> line.startsWith("BTC"));
        assertThat(without.stats.gaps.sum()).isZero();
        assertThat(without.stats.requests.sum()).isOne();
    }

    @Test
    void asksLaterAndLaterForAnImageThatDoesNotComeAndNotForOneThatIsComing() {
        for (String pair : List.of(BTC, ETH)) {
            node.book(pair, 1, 1000);
        }
        pass(400, node); // it is not asked, whatever is said
        pass(10_000, node);
        assertThat(gateway.stats.requests.sum())
                .as("of books, and of quotes until the next second")
                .isBetween(10L, 20L);
        gateway.nodes.add(node);
        pass(2_000, node);
        long asked = gateway.stats.requests.sum();
        node.turn(nowNs);
        node.streams.get(2).clear();
        node.book(SOL, 1, 1000);
        node.bookUpdate(BTC, 1000, 2);
        node.turn(nowNs);
        node.streams.get(2).clear();
        node.bookUpdate(BTC, 1000, 3);
        gateway.nodes.clear(); // the answer takes its time
        for (int i = 0; i < 100; i++) {
            node.book(ETH, 1, 1000 + i);
            pass(100, node);
        }
        assertThat(gateway.stats.requests.sum()).isEqualTo(asked + 1);
    }

    @Test
    void asksAgainForAnImageOfWhichSomethingWasLost() {
        node.book(BTC, 1, 1000);
        node.book(ETH, 1, 1000);
        node.turn(nowNs);
        node.streams.forEach(stream -> stream.clear());
        gateway.nodes.add(node);
        for (int i = 0; i < 100 && gateway.stats.requests.sum() == 0; i++) {
            pass(10, node);
        }
        nowNs += TimeUnit.MILLISECONDS.toNanos(10);
        node.turn(nowNs);
        node.streams.get(2).poll();
        gateway.take(node, nowNs);
        gateway.heard();
        pass(500, node);
        assertThat(gateway.heard()).contains("book ETH #1").contains("book BTC #1");
    }

    @Test
    void doesNotTakeForWholeAnImageOfWhichItMissedTheBeginning() {
        node.book(BTC, 1, 1000);
        node.book(ETH, 1, 1000);
        while (gateway.reader.followed() == null) {
            TestGateway.request(node, ClusterStream.QUOTES); // as another gateway; what this one asks is not heard
            TestGateway.request(node, ClusterStream.BOOKS);
            pass(10, node);
        }
        pass(100, node);
        assertThat(gateway.heard().stream().filter(what -> what.startsWith("book")))
                .as("the end of what the other one asked for")
                .hasSize(1);
        gateway.nodes.add(node);
        pass(2_000, node);
        assertHasBooks();
    }

    private void assertHasBooks() {
        BookPush book = new BookPush();
        for (String pair : List.of(BTC, ETH)) {
            assertThat(gateway.rings.bookTable().reader().read(gateway.id(pair), 400, book))
                    .as(pair)
                    .isTrue();
        }
    }

    @Test
    void hasBooksThatCameBeforeTheNamesOfPairs() {
        node.book(BTC, 1, 1000);
        node.book(ETH, 1, 1000);
        node.turn(nowNs);
        node.streams.forEach(stream -> stream.clear()); // before it was there
        gateway.nodes.add(node);
        while (gateway.stats.requests.sum() == 0) {
            pass(10, node);
        }
        Deque<byte[]> books = node.streams.get(ClusterStream.BOOKS.ordinal());
        for (int i = 0; i < 10; i++) { // the other streams are slower
            nowNs += TimeUnit.MILLISECONDS.toNanos(10);
            node.turn(nowNs);
            while (!books.isEmpty()) {
                gateway.take(books.poll(), nowNs);
            }
        }
        pass(2_000, node);
        assertHasBooks();
    }

    @Test
    void goesOverToAnotherNodeAtOnceAndNumbersAnew() {
        TestNode second = new TestNode(1, SOL, BTC);
        gateway.nodes.add(second);
        for (int i = 0; i < 50; i++) {
            node.quote(BTC, i);
        }
        node.quote(ETH, 9);
        node.book(BTC, 2, 1000);
        second.quote(BTC, 700);
        second.book(BTC, 2, 2000);
        gateway.nodes.add(node);
        pass(400, node, second);
        assertThat(gateway.heard()).contains("BTC 49 #50").doesNotContain("BTC 700 #1");
        pass(200, second);
        assertThat(gateway.heard()).isEmpty();
        pass(50, second);
        assertThat(gateway.heard())
                .containsExactlyInAnyOrder(
                        "renumbered", "switch feed_node all", "BTC 700 #1", "books renumbered", "book BTC #1");
        assertThat(gateway.newest(ETH)).as("the other does not have it").isEqualTo("ETH 9 #0 stale");
        assertThat(gateway.stats.switches.sum()).isOne();
        assertThat(gateway.rings.quotes().instance()).isEqualTo(second.epoch.toString());
        second.quote(BTC, 701);
        pass(10, second);
        assertThat(gateway.heard()).containsExactly("BTC 701 #2");
    }

    @Test
    void returnsToTheBetterNodeWhenItHasBeenWellForLong() {
        TestNode second = new TestNode(1, BTC, ETH);
        gateway.nodes.add(second);
        follow();
        pass(1000, node, second);
        pass(1000, second);
        assertThat(gateway.followed()).isEqualTo(second.epoch);
        pass(9_900, node, second);
        assertThat(gateway.followed()).isEqualTo(second.epoch);
        pass(300, node, second);
        assertThat(gateway.followed()).isEqualTo(node.epoch);
    }

    @Test
    void forgivesWhatItCouldNotHearWhileItWasAsleep() {
        node.quote(BTC, 5);
        follow();
        nowNs += TimeUnit.SECONDS.toNanos(5);
        gateway.reader.tick(nowNs);
        assertThat(gateway.heard()).isEmpty();
        assertThat(gateway.reader.isHeard()).isTrue();
    }

    @Test
    void isRightAfterAnyLossWhateverTheOrderOfTheStreams() {
        Random random = new Random(42);
        gateway.nodes.add(node);
        pass(400, node);
        for (double lost : new double[] {0.001, 0.01, 0.05, 0.5}) {
            for (int i = 0; i < 400; i++) {
                change(random);
                nowNs += TimeUnit.MILLISECONDS.toNanos(5);
                node.turn(nowNs);
                gateway.take(node, nowNs, random, lost);
                gateway.reader.tick(nowNs);
                gateway.heard();
            }
        }
        pass(2000, node);
        for (String pair : List.of(BTC, ETH)) {
            assertSame(pair);
        }
        assertThat(gateway.stats.gaps.sum()).isPositive();
    }

    private void change(Random random) {
        String pair = random.nextBoolean() ? BTC : ETH;
        switch (random.nextInt(8)) {
            case 0 -> node.book(pair, 1 + random.nextInt(400), 100_000);
            case 1 -> node.trade(pair, random.nextInt(1000));
            case 2 -> node.status(pair, StatusReason.REFUSED);
            case 3, 4 -> node.quote(pair, random.nextInt(1000));
            default -> {
                if (node.hasBook(pair)) {
                    node.bookUpdate(pair, 100_000 - random.nextInt(5), 1 + random.nextInt(1000));
                }
            }
        }
    }

    private void assertSame(String pair) {
        assertThat(gateway.newest(pair)).isEqualTo(node.newest(pair));
        BookPush theirs = new BookPush();
        BookPush ours = new BookPush();
        assertThat(node.rings.bookTable().reader().read(node.id(pair), 400, theirs))
                .isTrue();
        assertThat(gateway.rings.bookTable().reader().read(gateway.id(pair), 400, ours))
                .isTrue();
        assertThat(ours.seq).isEqualTo(theirs.seq);
        assertThat(TreeBook.shown(ours.bids)).isEqualTo(TreeBook.shown(theirs.bids));
        assertThat(TreeBook.shown(ours.asks)).isEqualTo(TreeBook.shown(theirs.asks));
    }

    @Test
    void takesUpPairsThatAreServedLater() {
        node.quote(SOL, 8);
        follow();
        gateway.instruments.serve(List.of(ETH, BTC, SOL));
        pass(1100, node);
        assertThat(gateway.heard()).containsExactly("SOL 8 #1");
    }

    @Test
    void takesUpTheBooksOfPairsThatAreServedLater() {
        node.book(SOL, 1, 1000);
        follow();
        gateway.instruments.serve(List.of(ETH, BTC, SOL));
        pass(1500, node);
        assertThat(gateway.heard()).containsExactly("book SOL #1");
    }

    @Test
    void hearsOfANewPairBeforeAnythingIsSaidOfIt() {
        String doge = "DOGE-USDT";
        gateway.instruments.serve(List.of(ETH, BTC, doge));
        follow();
        pass(500, node); // half a second after an image
        node.instruments.serve(List.of(BTC, ETH, SOL, doge));
        pass(10, node);
        node.status(doge, StatusReason.BOOK_GAP);
        node.trade(doge, 3);
        node.book(doge, 1, 1000);
        pass(10, node);
        assertThat(gateway.heard()).containsExactlyInAnyOrder("gap book_gap DOGE", "trade DOGE 3 #1", "book DOGE #1");
    }

    @Test
    void readsPastWhatItDoesNotKnow() {
        follow();
        Random random = new Random(3);
        node.quote(BTC, 1);
        node.trade(BTC, 1);
        node.book(BTC, 5, 1000);
        node.status(BTC, StatusReason.REFUSED);
        node.turn(nowNs);
        List<byte[]> messages = new ArrayList<>();
        node.streams.forEach(messages::addAll);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = messages.get(random.nextInt(messages.size())).clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            gateway.take(damaged, nowNs);
            if (i % 100 == 0) {
                gateway.heard();
            }
        }
        gateway.reader.tick(nowNs);
    }
}
