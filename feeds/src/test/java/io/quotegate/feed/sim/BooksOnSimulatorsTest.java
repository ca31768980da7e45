package io.quotegate.feed.sim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.binance.BinanceBookDecoder;
import io.quotegate.codec.binance.BinanceBookEncoder;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.codec.okx.OkxChecksum;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.feed.FakeClock;
import io.quotegate.feed.book.BookFault;
import io.quotegate.feed.book.BookListener;
import io.quotegate.feed.book.ChainedBooks;
import io.quotegate.feed.book.JoinedBooks;
import io.quotegate.feed.book.KeptBook;
import io.quotegate.feed.book.SnapshotBudget;
import io.quotegate.feed.book.VenueBooks;
import io.quotegate.feed.sim.market.DepthMarket;
import io.quotegate.feed.sim.okx.OkxHabits;
import io.quotegate.feed.sim.okx.OkxLimits;
import io.quotegate.feed.sim.okx.OkxModel;
import io.quotegate.feed.sim.push.Producer;
import io.quotegate.feed.sim.push.PushForm;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.push.PushSubscriber;
import io.quotegate.feed.sim.push.Topic;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookSide;
import io.quotegate.testkit.TreeBook;
import io.quotegate.text.ByteScratch;
import io.quotegate.text.ByteWriter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Books that are kept from what simulated venues push, without sockets and by a clock that is turned: whenever one is not
 * stale, it is the venue's own.
 */
class BooksOnSimulatorsTest {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final List<String> PAIRS = List.of("BTC-USDT", "DOGE-USDT", "USDC-USDT");

    /** A venue and who keeps its books, on one connection. */
    private static final class Course implements MarketListener, BookListener, PushSubscriber {
        final Instruments instruments = Instruments.of(PAIRS);
        final FakeClock clock = new FakeClock();
        final Venue venue;
        final PushRouter router;
        final VenueMarket market;
        final VenueDecoder decoder;
        final VenueBooks books;
        final List<String> heard = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        final Deque<Runnable> answers = new ArrayDeque<>();
        final String[] tops = new String[PAIRS.size()];
        final long[] topSeqs = new long[PAIRS.size()];
        final DepthUpdate copy = new DepthUpdate();
        int looked;
        int compared; // with the best bid and ask of the same number
        long checksums;

        Course(VenueModel model, int ratePerSecond) {
            venue = model.rules().venue();
            router = new PushRouter(clock, model.pushes()::isOfTrades);
            SimulatorOptions options =
                    SimulatorOptions.of(venue).withPairs(PAIRS).withRatePerSecond(ratePerSecond);
            market = VenueMarket.walking(options, model, router, clock);
            if (venue == Venue.OKX) {
                decoder = new OkxDecoder(instruments, this, deaf(OkxListener.class));
                books = chained();
            } else {
                decoder = new BinanceDecoder(instruments, this, deaf(BinanceListener.class));
                books = joined();
            }
            for (Instrument pair : instruments.all()) {
                router.subscribe(router.topic(model.pushes().bookTopic(pair)), this);
            }
            connect();
        }

        private static <T> T deaf(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> null));
        }

        private ChainedBooks chained() {
            ChainedBooks[] made = new ChainedBooks[1];
            ChainedBooks.Port port = new ChainedBooks.Port() {
                @Override
                public void subscribe(int connection, List<Instrument> pairs) {
                    asked.add("subscribe");
                    for (Instrument pair : pairs) {
                        Topic topic = topic(pair);
                        router.subscribe(topic, Course.this);
                        router.greet(Course.this, topic);
                    }
                }

                @Override
                public void unsubscribe(int connection, List<Instrument> pairs) {
                    asked.add("unsubscribe");
                    for (Instrument pair : pairs) {
                        router.unsubscribe(topic(pair), Course.this);
                        answers.add(() -> made[0].onUnsubscribed(0, pair.id(), clock.monotonicNs()));
                    }
                }

                @Override
                public void replace(int connection) {
                    throw new AssertionError("no more is asked for than may be");
                }
            };
            made[0] = new ChainedBooks(
                    instruments,
                    instruments.all(),
                    new ChainedBooks.Rules(29, 400, 800),
                    1,
                    new OkxChecksum()::of,
                    this,
                    port);
            return made[0];
        }

        private JoinedBooks joined() {
            JoinedBooks[] made = new JoinedBooks[1];
            made[0] = new JoinedBooks(
                    instruments,
                    instruments.all(),
                    new JoinedBooks.Rules(200, 2048, levels -> levels / 20),
                    1,
                    new SnapshotBudget(3000, 0, 4),
                    this,
                    (pair, levels) -> {
                        asked.add("snapshot " + levels);
                        DepthUpdate read = new DepthUpdate();
                        byte[] text = snapshot(pair, levels);
                        boolean isBook = new BinanceBookDecoder().decode(text, 0, text.length, read);
                        assertThat(isBook).isTrue();
                        answers.add(() -> made[0].onSnapshot(pair.id(), read, levels, 7, clock.monotonicNs()));
                    });
            return made[0];
        }

        private byte[] snapshot(Instrument pair, int levels) {
            DepthUpdate book = depth(pair.id()).view(levels).toSnapshot();
            book.seq = market.markets().pair(pair.id()).top().venueSeq;
            ByteWriter out = new ByteWriter(4096);
            BinanceBookEncoder.snapshot(out, book, levels);
            return out.toByteArray();
        }

        private Topic topic(Instrument pair) {
            return router.topic(
                    venue == Venue.OKX
                            ? "books:" + pair.symbol()
                            : pair.symbol().replace("-", "").toLowerCase(Locale.ROOT) + "@depth@100ms");
        }

        private DepthMarket depth(int instrumentId) {
            return requireNonNull(market.markets().pair(instrumentId).depth());
        }

        void connect() {
            if (venue == Venue.BINANCE) {
                instruments.all().forEach(pair -> router.subscribe(topic(pair), this));
            }
            books.onUp(0, clock.monotonicNs());
        }

        void cut() {
            answers.clear();
            instruments.all().forEach(pair -> router.unsubscribe(topic(pair), this));
            books.onDown(0, clock.monotonicNs());
        }

        /** Lets time go by, and everything happen that does. */
        void pass(Duration duration) {
            for (long left = duration.toNanos(); left > 0; left -= TICK.toNanos()) {
                clock.advance(TICK);
                for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
                    answer.run(); // to what was asked a tick ago
                }
                for (Producer producer : market.producers()) {
                    producer.tick(clock.monotonicNs());
                }
                books.onTime(clock.monotonicNs());
            }
        }

        @Override
        public void push(byte[] frame, int length) {
            WebSocketReader reader = new WebSocketReader(WebSocketReader.Role.CLIENT, 1 << 20, new ByteScratch(), null);
            ByteBuf in = Unpooled.wrappedBuffer(frame, 0, length);
            reader.read(in, new WebSocketListener() {
                @Override
                public void onText(byte[] bytes, int from, int to) {
                    decoder.decode(bytes, from, to);
                }

                @Override
                public void onBinary(byte[] bytes, int from, int to) {}

                @Override
                public void onPing(byte[] bytes, int from, int to) {}

                @Override
                public void onPong() {}

                @Override
                public void onClose(int code) {}
            });
            reader.close();
            in.release();
        }

        @Override
        public PushForm form() {
            return PushForm.COMBINED;
        }

        @Override
        public boolean keepsUp() {
            return true;
        }

        @Override
        public void flush() {}

        @Override
        public void onTop(TopUpdate top) {
            tops[top.instrumentId] = top.bid + " x " + top.bidSize + " / " + top.ask + " x " + top.askSize;
            topSeqs[top.instrumentId] = top.venueSeq;
        }

        @Override
        public void onDepth(DepthUpdate depth) {
            checksums += depth.checksum == 0 ? 0 : 1;
            books.onDepth(0, depth, 7, clock.monotonicNs());
            KeptBook kept = books.book(depth.instrumentId);
            if (!kept.isStale()) {
                look(kept);
            }
        }

        private void look(KeptBook kept) {
            int id = kept.instrumentId();
            looked++;
            DepthUpdate right = depth(id).view(venue == Venue.OKX ? 400 : 5000).toSnapshot();
            kept.levels().copyTo(copy, Integer.MAX_VALUE);
            check(kept.levels().bids(), copy.bids, right.bids);
            check(kept.levels().asks(), copy.asks, right.asks);
            if (topSeqs[id] == kept.venueSeq() && !kept.levels().isCrossed()) {
                compared++;
                assertThat(TreeBook.bids(kept.levels(), 1).get(0) + " / "
                                + TreeBook.asks(kept.levels(), 1).get(0))
                        .isEqualTo(tops[id]);
            }
        }

        private static void check(BookSide side, DepthLevels mine, DepthLevels right) {
            int known = side.knownDepth();
            assertThat(known).isPositive();
            boolean same = known <= right.count() && (!side.isWhole() || known == right.count());
            for (int i = 0; i < known && same; i++) {
                same = mine.price(i) == right.price(i)
                        && mine.pricePlaces(i) == right.pricePlaces(i)
                        && mine.size(i) == right.size(i)
                        && mine.sizePlaces(i) == right.sizePlaces(i);
            }
            if (!same) {
                assertThat(TreeBook.shown(mine)).isEqualTo(TreeBook.shown(right));
            }
        }

        @Override
        public void onChange(KeptBook book, DepthUpdate change) {
            heard.add(change.snapshot ? "all" : "changes");
        }

        @Override
        public void onStale(KeptBook book, BookFault fault) {
            heard.add("stale " + fault.wireName());
        }

        boolean allLive() {
            return instruments.all().stream()
                    .noneMatch(pair -> books.book(pair.id()).isStale());
        }

        @Override
        public void onTicker(TickerUpdate ticker) {}

        @Override
        public void onTrade(TradeUpdate trade) {}

        @Override
        public void onUnrepresentable() {
            throw new AssertionError("unrepresentable");
        }

        @Override
        public void onUnusable() {
            throw new AssertionError("unusable");
        }
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void areTheVenuesOwnWithoutEverBeingStale(Venue venue) {
        Course course = new Course(TestModels.of(venue), 100);
        course.pass(Duration.ofSeconds(10));
        assertThat(course.allLive()).isTrue();
        assertThat(course.heard).noneMatch(line -> line.startsWith("stale"));
        assertThat(course.looked).isGreaterThan(200);
        assertThat(course.compared).isGreaterThan(200);
        assertThat(course.asked).hasSizeLessThan(20);
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void areStaleWhenUpdatesAreLostAndSoonAreNot(Venue venue) {
        Course course = new Course(TestModels.of(venue), 100);
        course.pass(Duration.ofSeconds(3));
        for (int i = 0; i < 3; i++) {
            course.heard.clear();
            course.market.depths().loseNext(1 + i);
            course.pass(Duration.ofSeconds(1));
            assertThat(course.heard).contains("stale gap");
            course.pass(Duration.ofSeconds(9));
            assertThat(course.allLive()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void areStaleWhileThereIsNoConnection(Venue venue) {
        Course course = new Course(TestModels.of(venue), 100);
        course.pass(Duration.ofSeconds(3));
        for (int i = 0; i < 3; i++) {
            course.cut();
            assertThat(course.heard).endsWith("stale disconnected");
            course.pass(Duration.ofSeconds(1));
            assertThat(course.allLive()).isFalse();
            course.connect();
            course.pass(Duration.ofSeconds(9));
            assertThat(course.allLive()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void areStaleWhenTheyAreCrossedForLong(Venue venue) {
        Course course = new Course(TestModels.of(venue), 100);
        course.pass(Duration.ofSeconds(3));
        course.market.depths().cross(true);
        course.pass(Duration.ofSeconds(3));
        assertThat(course.heard).contains("stale crossed");
        course.market.depths().cross(false);
        course.pass(Duration.ofSeconds(20));
        assertThat(course.allLive()).isTrue();
    }

    @Test
    void outliveMaintenanceOfOkx() {
        Course course = new Course(TestModels.of(Venue.OKX), 100);
        course.pass(Duration.ofSeconds(3));
        course.market.depths().resetNumbers();
        course.pass(Duration.ofSeconds(3));
        assertThat(course.heard).noneMatch(line -> line.startsWith("stale"));
        assertThat(course.books.book(0).venueSeq()).isLessThan(1_000_000);
    }

    @Test
    void beginAnewWhenBinanceDoes() {
        Course course = new Course(TestModels.of(Venue.BINANCE), 100);
        course.pass(Duration.ofSeconds(3));
        course.market.depths().resetNumbers();
        course.pass(Duration.ofSeconds(10));
        assertThat(course.heard).contains("stale gap");
        assertThat(course.allLive()).isTrue();
        assertThat(course.books.book(0).venueSeq()).isLessThan(1_000_000);
    }

    @Test
    void addUpWhereOkxSendsChecksums() {
        Course course = new Course(new OkxModel(OkxLimits.OWN, new OkxHabits(false, true, true)), 100);
        course.pass(Duration.ofSeconds(5));
        assertThat(course.checksums).isGreaterThan(100);
        assertThat(course.heard).noneMatch(line -> line.startsWith("stale"));
    }

    @Test
    void saySoEachMinuteWhereNothingChanges() {
        Course course = new Course(TestModels.of(Venue.OKX), 0);
        course.pass(Duration.ofSeconds(150));
        assertThat(course.heard).containsExactly("all", "all", "all");
        assertThat(course.looked).as("a snapshot and two signs of life each").isEqualTo(9);
    }
}
