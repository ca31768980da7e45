package io.quotegate.feed.sim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quotegate.fault.Faults;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.FeedSettings;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueEndpoint;
import io.quotegate.feed.VenueParts;
import io.quotegate.feed.binance.BinanceBooks;
import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.book.BookFault;
import io.quotegate.feed.book.BookStats;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.okx.OkxBooks;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.feed.rest.RestClient;
import io.quotegate.feed.rest.VenueRest;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import io.quotegate.ring.BookConsumer;
import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.BookReader;
import io.quotegate.ring.BookReceiver;
import io.quotegate.ring.BookRing;
import io.quotegate.ring.BookTable;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.RingConsumer;
import io.quotegate.ring.TopOfBook;
import io.quotegate.testkit.LogProbe;
import io.quotegate.testkit.TreeBook;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Books of simulated venues, over sockets, as a reader of the ring keeps them: each time that one is not stale it is held
 * against the venue's own at the moment that it says. With {@code -Dquotegate.books=300x200} so many pairs are put through so
 * many cuts and gaps; it takes half an hour.
 */
@Timeout(3600)
@SuppressWarnings("NullAway.Init") // each test starts as many pairs as it needs
class ServedBooksIT {
    private static final FeedSettings SETTINGS = new FeedSettings(
            List.of(Venue.OKX, Venue.BINANCE),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService blocking = Executors.newFixedThreadPool(4);
    private final Map<Venue, SimulatedVenue> venues = new EnumMap<>(Venue.class);
    private final Map<Venue, VenueTruth> truths = new EnumMap<>(Venue.class);

    private List<String> pairs;
    private Feeds feeds;
    private Reader reader;

    /** Keeps the books of the ring and holds them against the venues'. */
    private final class Reader implements BookConsumer, RingConsumer {
        final BookReceiver receiver;
        final BookReader table;
        final QuoteReceiver statuses;
        final OrderBook[] books = new OrderBook[pairs.size()];
        final long[] seqs = new long[pairs.size()];
        final boolean[] fresh = new boolean[pairs.size()];
        final Venue[] from = new Venue[pairs.size()];
        final BookPush read = new BookPush();
        final DepthUpdate mine = new DepthUpdate();
        final List<String> wrong = new ArrayList<>();
        long compared;
        long updates;
        int bookGaps;
        boolean lapped;

        Reader(BookRing ring, BookTable table, QuoteRing quotes) {
            receiver = ring.receiver();
            this.table = table.reader();
            statuses = quotes.receiver();
            for (int i = 0; i < books.length; i++) {
                books[i] = new OrderBook(BookPush.MAX_DEPTH);
            }
        }

        void poll() {
            receiver.poll(this, Integer.MAX_VALUE);
            statuses.poll(this, Integer.MAX_VALUE);
        }

        @Override
        public void onSnapshot(int instrumentId, long seq) {
            if (table.read(instrumentId, BookPush.MAX_DEPTH, read) && read.seq > seqs[instrumentId]) {
                assertThat(read.seq).isGreaterThanOrEqualTo(seq);
                take(read);
            }
        }

        @Override
        public void onUpdate(BookPush update) {
            if (update.seq > seqs[update.instrumentId]) {
                assertThat(update.prevSeq).isEqualTo(seqs[update.instrumentId]);
                updates++;
                take(update);
            }
        }

        private void take(BookPush push) {
            int id = push.instrumentId;
            seqs[id] = push.seq;
            fresh[id] = !push.stale;
            from[id] = push.venue;
            assertThat(books[id].apply(push)).isTrue();
            if (fresh[id] && push.exchangeTimeNs != 0) {
                compare(push);
            }
        }

        private void compare(BookPush push) {
            DepthUpdate right = requireNonNull(truths.get(push.venue)).at(push.instrumentId, push.exchangeTimeNs);
            if (right != null) {
                compared++;
                books[push.instrumentId].copyTo(mine, BookPush.MAX_DEPTH);
                if (!isPart(mine.bids, right.bids, push.venue) || !isPart(mine.asks, right.asks, push.venue)) {
                    wrong.add(pairs.get(push.instrumentId) + " of " + push.venue + " at " + push.seq + ": "
                            + TreeBook.shown(mine.bids) + TreeBook.shown(mine.asks) + "\n instead of "
                            + TreeBook.shown(right.bids) + TreeBook.shown(right.asks));
                }
            }
        }

        /** OKX's books are there whole; of Binance's as much as is known. */
        private boolean isPart(DepthLevels of, DepthLevels right, Venue venue) {
            boolean same = venue == Venue.OKX ? of.count() == right.count() : of.count() <= right.count();
            for (int i = 0; i < of.count() && same; i++) {
                same = of.price(i) == right.price(i)
                        && of.size(i) == right.size(i)
                        && of.pricePlaces(i) == right.pricePlaces(i)
                        && of.sizePlaces(i) == right.sizePlaces(i);
            }
            return same && of.count() > 0;
        }

        @Override
        public void onLapped() {
            lapped = true;
        }

        @Override
        public void onQuote(QuoteFlyweight quote) {}

        @Override
        public void onStatus(StatusFlyweight status) {
            bookGaps += status.reason() == StatusReason.BOOK_GAP ? 1 : 0;
        }

        boolean allFresh(Venue venue) {
            return IntStream.range(0, fresh.length).allMatch(i -> fresh[i] && from[i] == venue);
        }

        boolean anyStale() {
            return IntStream.range(0, fresh.length).anyMatch(i -> !fresh[i]);
        }
    }

    private void start(int count, int rate) throws IOException {
        pairs = IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? "BTC-USDT" : "C" + i + "-USDT")
                .toList();
        Instruments instruments = Instruments.of(pairs);
        for (Venue venue : Venue.values()) {
            SimulatorOptions options =
                    SimulatorOptions.of(venue).withPairs(pairs).withRatePerSecond(rate);
            venues.put(venue, SimulatedVenue.start(options, VenueModels.of(venue)));
            truths.put(venue, VenueTruth.of(requireNonNull(venues.get(venue)), instruments));
        }
        QuoteRing quotes = QuoteRing.ofCapacity(262_144);
        BookRing ring = BookRing.ofCapacity(64 << 20);
        BookTable table = new BookTable(count);
        reader = new Reader(ring, table, quotes);
        Dialer dialer = Dialer.of(blocking);
        ClientLoop loop = new ClientLoop(group.next(), NioSocketChannel::new, PooledByteBufAllocator.DEFAULT);
        RestClient client = new RestClient(
                dialer, new ClientLoop(group.next(), NioSocketChannel::new, PooledByteBufAllocator.DEFAULT));
        feeds = new Feeds(
                instruments,
                SETTINGS,
                List.of(
                        new VenueParts(
                                endpoint(Venue.OKX, "/ws/v5/public"),
                                OkxDialect.RULES,
                                OkxDialect::new,
                                1,
                                OkxDialect.MAX_PAIRS),
                        new VenueParts(
                                endpoint(Venue.BINANCE, "/ws"),
                                BinanceDialect.RULES,
                                BinanceDialect::new,
                                1,
                                BinanceDialect.MAX_PAIRS)),
                new Feeds.BookParts(
                        new BookPublisher(ring, table),
                        Map.of(
                                Venue.OKX,
                                OkxBooks::new,
                                Venue.BINANCE,
                                surroundings -> new BinanceBooks(
                                        new VenueRest(
                                                List.of(Route.direct(place(Venue.BINANCE, "http", ""))),
                                                surroundings.origin(),
                                                client),
                                        blocking,
                                        surroundings))),
                new Feeds.Surroundings(
                        loop,
                        dialer,
                        FeedClock.system(),
                        new QuotePublisher(quotes, new TopOfBook(count)),
                        new Faults().at("feeds"),
                        null));
        feeds.start();
    }

    private URI place(Venue venue, String scheme, String path) {
        return URI.create(
                scheme + "://127.0.0.1:" + requireNonNull(venues.get(venue)).port() + path);
    }

    /** As people are told where it is. */
    private String seen(Venue venue) {
        return endpoint(venue, venue == Venue.OKX ? "/ws/v5/public" : "/ws")
                .webSockets()
                .get(0)
                .toString();
    }

    private VenueEndpoint endpoint(Venue venue, String path) {
        return new VenueEndpoint(venue, List.of(Route.direct(place(venue, "ws", path))), false);
    }

    private BookStats stats(Venue venue) {
        return requireNonNull(feeds.bookStats().get(venue));
    }

    private void fault(Venue venue, String body) throws Exception {
        new SimulatorHttp(requireNonNull(venues.get(venue))).fault(body);
    }

    /** Reads until {@code condition} holds; tells how long that was. */
    private long readUntil(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long beganNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - beganNs)
                    .as(
                            "live %d, %d",
                            stats(Venue.OKX).live(), stats(Venue.BINANCE).live())
                    .isLessThan(patience.toNanos());
            Thread.sleep(2);
            reader.poll();
            assertThat(reader.wrong).isEmpty();
        }
        return (System.nanoTime() - beganNs) / 1_000_000;
    }

    private boolean allLive() {
        return stats(Venue.OKX).live() == pairs.size() && stats(Venue.BINANCE).live() == pairs.size();
    }

    private long liveSinceNs; // 0 while some are not

    @AfterEach
    void stop() {
        feeds.stop().syncUninterruptibly();
        venues.values().forEach(SimulatedVenue::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        blocking.shutdownNow();
        assertThat(reader.lapped).isFalse();
    }

    @Test
    void areTheVenuesOwnWithoutEverBeingStale() throws Exception {
        List<String> said;
        try (LogProbe written = LogProbe.of("io.quotegate.feed.VenueLog", Level.INFO)) {
            start(3, 100);
            readUntil(Duration.ofSeconds(100), () -> allLive() && reader.allFresh(Venue.OKX));
            said = written.lines();
        }
        for (Venue venue : Venue.values()) {
            assertThat(said)
                    .as("tells which connection is for what")
                    .contains(
                            venue.wireName() + ": connected for quotes to " + seen(venue),
                            venue.wireName() + ": connected for books to " + seen(venue));
        }
        long before = reader.compared;
        readUntil(Duration.ofSeconds(100), () -> reader.compared > before + 60);
        assertThat(reader.anyStale()).isFalse();
        assertThat(reader.bookGaps).isZero();
        assertThat(stats(Venue.OKX).requests.sum()).as("one for all pairs").isOne();
        assertThat(stats(Venue.BINANCE).snapshots.sum()).isBetween(3L, 12L);
        assertThat(stats(Venue.BINANCE).refusals.sum()).isZero();
        assertThat(stats(Venue.OKX).openConnections.sum()).isOne();
    }

    @Test
    void beginAndEndWithTheirPairsOnTheConnectionsThereAre() throws Exception {
        start(3, 100);
        readUntil(Duration.ofSeconds(20), () -> allLive() && reader.allFresh(Venue.OKX));
        feeds.serve(pairs.subList(0, 1)).syncUninterruptibly();
        readUntil(
                Duration.ofSeconds(20),
                () -> stats(Venue.OKX).live() == 1 && stats(Venue.BINANCE).live() == 1);
        reader.poll();
        assertThat(reader.fresh).containsExactly(true, false, false);
        feeds.serve(pairs).syncUninterruptibly();
        readUntil(Duration.ofSeconds(20), () -> allLive() && reader.allFresh(Venue.OKX));
        long before = reader.compared;
        readUntil(Duration.ofSeconds(20), () -> reader.compared > before + 60);
        assertThat(reader.bookGaps).isZero();
        for (Venue venue : Venue.values()) {
            assertThat(stats(venue).openConnections.sum()).isOne();
            assertThat(stats(venue).faults(BookFault.DISCONNECTED).sum()).isZero();
        }
    }

    @Test
    void areOfTheVenueThatServesThePairAndStaleWhereNoneDoes() throws Exception {
        start(2, 100);
        readUntil(Duration.ofSeconds(100), () -> allLive() && reader.allFresh(Venue.OKX));
        fault(Venue.OKX, "{\"kind\":\"freeze\",\"for\":\"20s\"}");
        readUntil(Duration.ofSeconds(100), () -> reader.allFresh(Venue.BINANCE));
        long before = reader.compared;
        readUntil(Duration.ofSeconds(100), () -> reader.compared > before + 20);
        fault(Venue.BINANCE, "{\"kind\":\"freeze\",\"for\":\"4s\"}");
        readUntil(Duration.ofSeconds(100), () -> !reader.fresh[0] && !reader.fresh[1]);
        readUntil(Duration.ofSeconds(40), () -> !reader.anyStale());
    }

    @Test
    void areNeverWrongWhateverIsCutOrLost() throws Exception {
        String[] size = System.getProperty("quotegate.books", "60x2").split("x");
        int rounds = Integer.parseInt(size[1]);
        start(Integer.parseInt(size[0]), 2 * Integer.parseInt(size[0]));
        long beganNs = System.nanoTime();
        long firstMs = readUntil(Duration.ofMinutes(3), this::allLive);
        long longestCutMs = 0;
        long longestGapMs = 0;
        for (int i = 0; i < rounds; i++) {
            Venue venue = Venue.values()[i % 2];
            longestGapMs = Math.max(longestGapMs, through(venue, "book-gap"));
            longestCutMs = Math.max(longestCutMs, through(venue, "disconnect"));
        }
        readUntil(Duration.ofMinutes(1), () -> !reader.anyStale());
        assertThat(reader.compared).isGreaterThan(10L * rounds);
        System.out.printf(
                "%s: %d records, %d books compared, 0 wrong; all there after %d ms, after a gap of all %d ms, after a cut"
                        + " of all %d ms at most; %.1f min; OKX %d requests, Binance %d snapshots, %d refused%n",
                String.join("x", size),
                reader.updates,
                reader.compared,
                firstMs,
                longestGapMs,
                longestCutMs,
                (System.nanoTime() - beganNs) / 60e9,
                stats(Venue.OKX).requests.sum(),
                stats(Venue.BINANCE).snapshots.sum(),
                stats(Venue.BINANCE).refusals.sum());
    }

    /** Whether all have been there for so long: how many are is told of some time before. */
    private boolean stayLive(Duration time) {
        long nowNs = System.nanoTime();
        liveSinceNs = allLive() ? liveSinceNs == 0 ? nowNs : liveSinceNs : 0;
        return liveSinceNs != 0 && nowNs - liveSinceNs > time.toNanos();
    }

    /** However it was found: where the next message is late, a book that misses one differs from the quotes first. */
    private long faults(Venue venue) {
        return Arrays.stream(BookFault.values())
                .mapToLong(fault -> stats(venue).faults(fault).sum())
                .sum();
    }

    /** Lets {@code kind} happen to all books of a venue and tells after how many ms all are there again. */
    private long through(Venue venue, String kind) throws Exception {
        liveSinceNs = 0;
        readUntil(Duration.ofMinutes(3), () -> stayLive(Duration.ofSeconds(1))); // one that is not there cannot be lost
        long before = faults(venue);
        fault(venue, "{\"kind\":\"" + kind + "\"}");
        liveSinceNs = 0; // some may have been lost just before, or be asked for anew: those cannot be lost again
        long lostMs = readUntil(
                Duration.ofMinutes(3),
                () -> faults(venue) >= before + pairs.size() || stayLive(Duration.ofSeconds(10)));
        assertThat(faults(venue)).isGreaterThan(before);
        Thread.sleep(100); // what is told of how many are there is that old at most
        return lostMs + readUntil(Duration.ofMinutes(3), this::allLive);
    }
}
