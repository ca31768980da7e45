package io.quotegate.feed.book;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.binance.BinanceBookDecoder;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.market.Decimal;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.book.OrderBook;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.TreeBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VenueBooksTest {
    private static final long S = Duration.ofSeconds(1).toNanos();
    private static final int PAIRS = 300;

    private final BookLog log = new BookLog();
    private final List<String> asked = new ArrayList<>();
    private int replacements;

    private static Instruments pairs(int count) {
        return Instruments.of(
                IntStream.range(0, count).mapToObj(i -> "C" + i + "-USDT").toList());
    }

    private static int weight(int levels) {
        return levels <= 100 ? 5 : levels <= 500 ? 25 : levels <= 1000 ? 50 : 250;
    }

    private final class Requests implements ChainedBooks.Port {
        @Override
        public void subscribe(int connection, List<Instrument> pairs) {
            asked.add(connection + " subscribe " + pairs.size());
        }

        @Override
        public void unsubscribe(int connection, List<Instrument> pairs) {
            asked.add(connection + " unsubscribe " + pairs.size());
        }

        @Override
        public void replace(int connection) {
            replacements++;
        }
    }

    private ChainedBooks chained(int pairs, int lanes) {
        return chained(pairs(pairs), 400, lanes);
    }

    private ChainedBooks chained(Instruments all, int requestsPerHour, int lanes) {
        ChainedBooks.Rules rules = new ChainedBooks.Rules(29, requestsPerHour, 64);
        return new ChainedBooks(all, all.all(), rules, lanes, levels -> 0, log, new Requests());
    }

    @Test
    void asksForAllPairsOfAConnectionAtOnceAndForNoMoreThanItMayBring() {
        ChainedBooks books = chained(PAIRS, 1);
        assertThat(books.connections()).isEqualTo(11);
        for (int connection = 0; connection < books.connections(); connection++) {
            books.onUp(connection, S);
        }
        assertThat(asked).hasSize(11).startsWith("0 subscribe 29").endsWith("10 subscribe 10");
        books.onTime(2 * S);
        assertThat(asked).hasSize(11);
    }

    @Test
    void bringsEachPairOnEachOfItsLanes() {
        ChainedBooks books = chained(30, 2);
        assertThat(books.connections()).isEqualTo(4);
        assertThat(books.pairs(0)).isEqualTo(books.pairs(1)).hasSize(29);
        assertThat(books.pairs(3)).extracting(Instrument::id).containsExactly(29);
    }

    @Test
    void asksForPairsThatAreAddedWhereThereIsRoomAndForThoseTakenOutNoMore() {
        Instruments all = pairs(30);
        ChainedBooks books = chained(all, 400, 1);
        books.onUp(0, 0);
        books.onUp(1, 0);
        asked.clear();
        List<String> others = new ArrayList<>(
                IntStream.range(1, 30).mapToObj(i -> "C" + i + "-USDT").toList());
        others.addAll(List.of("D0-USDT", "D1-USDT"));
        books.relist(all.serve(others), S);
        books.onTime(S);
        assertThat(asked).containsExactly("0 unsubscribe 1", "0 subscribe 1", "1 subscribe 1");
        assertThat(books.pairs(0)).extracting(Instrument::symbol).endsWith("C28-USDT", "D0-USDT");
        assertThat(books.pairs(1)).extracting(Instrument::symbol).containsExactly("C29-USDT", "D1-USDT");
        books.onUnsubscribed(0, 0, S); // late words of one that is gone
        books.onRefused(0, 0, S);
        books.onDepth(0, new DepthUpdate(), 7, S);
        assertThat(log.heard).isEmpty();

        books.relist(all.serve(others.subList(0, 20)), 2 * S);
        assertThat(books.connections()).isEqualTo(2);
        assertThat(books.pairs(1)).isEmpty();
        assertThat(books.pairs()).hasSize(20);
    }

    @Test
    void takesASnapshotOfAPairThatIsAddedWhenItsStreamIsThere() {
        Instruments all = pairs(1);
        List<Instrument> asks = new ArrayList<>();
        JoinedBooks books = new JoinedBooks(
                all,
                all.all(),
                new JoinedBooks.Rules(200, 64, VenueBooksTest::weight),
                2,
                new SnapshotBudget(3000, 0, 4),
                log,
                (pair, levels) -> asks.add(pair));
        books.onUp(0, 0);
        books.onTime(0);
        Instruments.Change change = all.serve(List.of("C0-USDT binance=X0-USDT", "C1-USDT"));
        assertThat(books.relist(change, S).apply(0)).isEqualTo(change);
        books.onNobody(); // answered for the other name
        books.onTime(S);
        assertThat(asks).as("before the venue has taken them").hasSize(1);
        books.onUp(0, S);
        books.onTime(S);
        assertThat(asks).hasSize(3).endsWith(all.byId(0), all.byId(1));
        books.onDown(1, S); // which never brought it
        books.onDown(0, S);
        books.onTime(100 * S);
        assertThat(asks).as("nobody brings what follows").hasSize(3);
    }

    @Test
    void spendsNoMoreRequestsInAnHourThanTheVenueAllowsHoweverManyBooksAreWrong() {
        ChainedBooks books = chained(pairs(29), 40, 1);
        books.onUp(0, 0);
        DepthUpdate gap = new DepthUpdate();
        gap.prevSeq = 5;
        gap.seq = 6;
        for (long tick = 1; tick < 36_000; tick++) {
            long nowNs = tick * S / 10;
            for (int id = 0; id < 29; id++) {
                DepthUpdate snapshot = new DepthUpdate();
                snapshot.instrumentId = id;
                snapshot.snapshot = true;
                snapshot.seq = 1;
                books.onUnsubscribed(0, id, nowNs);
                books.onDepth(0, snapshot, 7, nowNs);
                gap.instrumentId = id;
                if ((tick + id) % 40 == 0) {
                    books.onDepth(0, gap, 7, nowNs);
                }
            }
            books.onTime(nowNs);
        }
        assertThat(asked).hasSizeBetween(39, 40);
        assertThat(replacements)
                .as("once a minute another connection is wanted")
                .isBetween(2, 59);
    }

    @Test
    void asksOnAnotherConnectionAtOnceWhereAConnectionMayAskNoMore() {
        ChainedBooks books = chained(pairs(1), 10, 2);
        books.onUp(0, 0);
        long nowNs = 0;
        DepthUpdate snapshot = new DepthUpdate();
        snapshot.snapshot = true;
        for (int i = 0; i < 20; i++) {
            books.onDepth(0, snapshot, 7, nowNs);
            books.onUnsubscribed(0, 0, nowNs); // by itself
            nowNs += 61 * S;
            books.onTime(nowNs);
        }
        int before = asked.size();
        assertThat(before).as("room for two requests is kept").isEqualTo(9);
        assertThat(replacements).isEqualTo(12);
        books.onUp(1, nowNs);
        assertThat(asked).hasSize(before + 1).endsWith("1 subscribe 1");
        books.onDown(0, nowNs);
        books.onUp(0, nowNs);
        assertThat(asked)
                .as("a new connection begins to count anew")
                .hasSize(before + 2)
                .endsWith("0 subscribe 1");
    }

    @Test
    void takesSmallSnapshotsOfAllPairsFirstInsideTheWeightOfAMinute() {
        Instruments all = pairs(PAIRS);
        SnapshotBudget budget = new SnapshotBudget(3000, 0, 4);
        List<Integer> inFlight = new ArrayList<>();
        List<Integer> levelsAsked = new ArrayList<>();
        JoinedBooks books = new JoinedBooks(
                all,
                all.all(),
                new JoinedBooks.Rules(200, 2048, VenueBooksTest::weight),
                1,
                budget,
                log,
                (pair, levels) -> {
                    inFlight.add(pair.id());
                    levelsAsked.add(levels);
                });
        assertThat(books.connections()).isEqualTo(2);
        books.onUp(0, 0);
        books.onUp(1, 0);
        long nowNs = 0;
        int spentFirstMinute = 0;
        while (levelsAsked.size() < 2 * PAIRS) {
            nowNs += S / 20;
            books.onTime(nowNs);
            assertThat(inFlight).hasSizeLessThanOrEqualTo(4);
            int from = levelsAsked.size() - inFlight.size();
            for (int i = 0; i < inFlight.size(); i++) {
                int levels = levelsAsked.get(from + i);
                DepthUpdate snapshot = new DepthUpdate();
                snapshot.snapshot = true;
                snapshot.seq = 1;
                for (int level = 0; level < levels; level++) {
                    snapshot.bids.add(10_000 - level, 0, 1, 0);
                    snapshot.asks.add(10_001 + level, 0, 1, 0);
                }
                books.onSnapshot(inFlight.get(i), snapshot, levels, 7, nowNs);
            }
            inFlight.clear();
            if (nowNs < 60 * S) {
                spentFirstMinute =
                        levelsAsked.stream().mapToInt(VenueBooksTest::weight).sum();
            }
        }
        assertThat(levelsAsked.subList(0, PAIRS)).as("small ones").containsOnly(100);
        assertThat(levelsAsked.subList(PAIRS, 2 * PAIRS)).as("deep ones").containsOnly(1000);
        assertThat(spentFirstMinute).isLessThanOrEqualTo(3000);
        assertThat(nowNs).as("until all are deep").isLessThan(6 * 60 * S);
        assertThat(IntStream.range(0, PAIRS)).allMatch(id -> !books.book(id).isStale());
    }

    @Test
    void asksNothingWhileTheVenueWantsToBeLeftAlone() {
        SnapshotBudget budget = new SnapshotBudget(100, 0, 1);
        assertThat(budget.trySpend(5, S)).isTrue();
        assertThat(budget.trySpend(5, S)).as("one at a time").isFalse();
        budget.done();
        budget.hold(10 * S);
        budget.hold(5 * S);
        assertThat(budget.trySpend(5, 9 * S)).isFalse();
        assertThat(budget.trySpend(5, 10 * S)).isTrue();
    }

    @Test
    void leavesSomethingForBooksThatAreNotThere() {
        SnapshotBudget budget = new SnapshotBudget(100, 20, 10);
        assertThat(budget.tryDeepen(50, S)).isTrue();
        assertThat(budget.tryDeepen(40, S)).isFalse();
        assertThat(budget.tryDeepen(30, S)).isTrue();
        assertThat(budget.tryDeepen(5, S)).isFalse();
        assertThat(budget.trySpend(20, S)).isTrue();
        assertThat(budget.trySpend(1, S)).isFalse();
    }

    @Test
    void countsWhereABookAndTheBestBidAndAskDisagreeForLong() {
        KeptBook kept = new KeptBook(0, new OrderBook(8), log);
        BookDivergence divergence = new BookDivergence(1);
        DepthUpdate levels = new DepthUpdate();
        levels.snapshot = true;
        levels.bids.add(100, 0, 1, 0);
        levels.asks.add(101, 0, 1, 0);
        kept.take(levels, 7, 0);
        kept.tell(levels);
        assertThat(divergence.onChange(kept, 0)).isFalse();
        assertThat(divergence.onTop(kept, new Decimal().setUnscaled(1000, 1), new Decimal().setUnscaled(101, 0), S))
                .isFalse();
        assertThat(divergence.onTop(kept, new Decimal().setUnscaled(99, 0), new Decimal().setUnscaled(101, 0), 2 * S))
                .isFalse();
        assertThat(divergence.onTop(kept, new Decimal().setUnscaled(98, 0), new Decimal().setUnscaled(101, 0), 4 * S))
                .as("the book did not move")
                .isFalse();
        assertThat(divergence.onChange(kept, 4 * S)).isTrue();
        kept.lose(BookFault.GAP);
        assertThat(divergence.onChange(kept, 9 * S)).isFalse();
    }

    private static final class Deaf implements BinanceListener {
        @Override
        public void onResult(long id) {}

        @Override
        public void onError(long id, long code, String message) {}

        @Override
        public void onServerShutdown() {}
    }

    /** The recording in which both best bid and ask and all that changed are told. */
    @Test
    void theBookOfARecordingIsWhatItsBestBidsAndAsksSay() {
        Instruments all = Instruments.of(List.of("BTC-USDT"));
        JoinedBooks books = new JoinedBooks(
                all,
                all.all(),
                new JoinedBooks.Rules(200, 8192, VenueBooksTest::weight),
                1,
                new SnapshotBudget(3000, 0, 4),
                log,
                (pair, levels) -> asked.add(pair.symbol()));
        List<String> tops = new ArrayList<>();
        List<Long> topSeqs = new ArrayList<>();
        int[] events = {0, 0, 0}; // looked at, right, the next of the tops
        MarketListener market = new MarketListener() {
            @Override
            public void onTop(TopUpdate top) {
                tops.add(top.bid + " x " + top.bidSize + " / " + top.ask + " x " + top.askSize);
                topSeqs.add(top.venueSeq);
            }

            @Override
            public void onDepth(DepthUpdate depth) {
                books.onDepth(0, depth, 7, S);
                KeptBook kept = books.book(0);
                if (!kept.isStale()) {
                    look(kept);
                }
            }

            private void look(KeptBook kept) {
                while (events[2] < topSeqs.size() && topSeqs.get(events[2]) <= kept.venueSeq()) {
                    events[2]++;
                }
                events[0]++;
                String best = TreeBook.bids(kept.levels(), 1).get(0) + " / "
                        + TreeBook.asks(kept.levels(), 1).get(0);
                events[1] += best.equals(tops.get(events[2] - 1)) ? 1 : 0;
            }

            @Override
            public void onTicker(TickerUpdate ticker) {}

            @Override
            public void onTrade(TradeUpdate trade) {}

            @Override
            public void onUnrepresentable() {}

            @Override
            public void onUnusable() {}
        };
        BinanceDecoder decoder = new BinanceDecoder(all, market, new Deaf());
        books.onUp(0, 0);
        books.onTime(S);
        assertThat(asked).containsExactly("BTC-USDT");
        for (String line : Captures.lines("binance/spot_btcusdt_20240808.gz")) {
            byte[] message = line.substring(line.indexOf(' ') + 1).getBytes(UTF_8);
            if (line.contains(" {\"lastUpdateId\"")) {
                DepthUpdate snapshot = new DepthUpdate();
                new BinanceBookDecoder().decode(message, 0, message.length, snapshot);
                books.onSnapshot(0, snapshot, 5000, 7, S); // more than it has: no other can be asked for
            } else {
                decoder.decode(message, 0, message.length);
            }
        }
        assertThat(log.heard).noneMatch(line -> line.startsWith("stale"));
        // The event that the snapshot falls into came before it and is looked at no more.
        assertThat(events[0]).isEqualTo(3448);
        assertThat(events[1]).isEqualTo(3448);
    }
}
