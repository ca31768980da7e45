package io.quotegate.feed;

import io.quotegate.feed.book.BookListener;
import io.quotegate.feed.book.BookStats;
import io.quotegate.feed.book.VenueBooks;
import io.quotegate.feed.dialect.BookTalk;
import io.quotegate.feed.dialect.BookVenue;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.peer.Backoff;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.StatusReason;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of one venue, on as many connections as the venue's rules want, each of them as many times as the venue is
 * connected. A connection that is replaced goes on for a few seconds beside the one that replaces it, as another one that
 * brings the same, so that no book is lost. Confined to the feed loop.
 */
final class DepthFeed {
    /** A connection and the one that replaces it. */
    private static final int LINKS_PER_LANE = 2;

    private final VenueFeed feed;
    private final BookVenue venue;
    private final VenueBooks books;
    private final Runnable announce;
    private final BookStats stats = new BookStats();
    private final IntFunction<VenueLane> lanesMade; // by number of their first connection
    private final @Nullable VenueLane[] lanes; // of which those that have pairs
    private final @Nullable Link[] links; // by number of the connection

    private boolean isBegun;
    private long heard;

    /**
     * What the books of a venue are made of, beside what its quotes are.
     *
     * @param venue    how to speak of them with it
     * @param listener hears what becomes of them
     * @param announce wakes who reads what came of it
     */
    record Parts(BookVenue.Factory venue, int connections, BookListenerFactory listener, Runnable announce) {}

    /** Makes who hears what becomes of the books. */
    @FunctionalInterface
    interface BookListenerFactory {
        BookListener of(BookStats stats);
    }

    DepthFeed(VenueFeed feed, Parts parts, FeedSettings settings, VenueFeed.Parts shared, VenueRules rules) {
        this.feed = feed;
        this.announce = parts.announce();
        venue = parts.venue()
                .make(new BookVenue.Surroundings(
                        shared.instruments(),
                        LINKS_PER_LANE * parts.connections(),
                        parts.listener().of(stats),
                        stats,
                        feed.origin(),
                        shared.loop(),
                        shared.clock()::monotonicNs,
                        shared.clock()::epochNs));
        books = venue.books();
        links = new Link[books.mostConnections()];
        lanes = new VenueLane[links.length / LINKS_PER_LANE];
        lanesMade = first -> lane(first, settings, rules, shared.random());
        provideLanes();
    }

    /** Each lane of pairs is there, and none without any. */
    private void provideLanes() {
        for (int i = 0; i < lanes.length; i++) {
            int first = i * LINKS_PER_LANE;
            VenueLane lane = lanes[i];
            boolean wanted = first < books.connections() && !books.pairs(first).isEmpty();
            if (wanted && lane == null) {
                lanes[i] = lanesMade.apply(first);
            } else if (!wanted && lane != null) {
                lane.stop();
                lanes[i] = null;
            }
        }
    }

    private VenueLane lane(int firstLink, FeedSettings settings, VenueRules rules, RandomGenerator random) {
        return new VenueLane(
                feed,
                new Role(firstLink),
                new Backoff(settings.maxBackoff(), random),
                ConnectionTimeouts.ofBooks(settings, rules, random));
    }

    BookStats stats() {
        return stats;
    }

    /** Closes what is open and connects no more. */
    void stop() {
        for (VenueLane lane : lanes) {
            if (lane != null) {
                lane.stop();
            }
        }
    }

    /** Other pairs are served than before: books of those that the venue has are kept, on the connections there are. */
    void relist(Instruments.Change change) {
        IntFunction<Instruments.Change> asked = books.relist(change.on(feed.venue()), feed.nowNs());
        for (int i = 0; i < lanes.length; i++) {
            VenueLane lane = lanes[i];
            if (lane != null) {
                lane.relist(asked.apply(i * LINKS_PER_LANE));
            }
        }
        provideLanes();
    }

    /** Looks at what only time changes; who calls it wakes the readers. */
    void tick(long nowNs) {
        isBegun |= feed.isLive(); // quotes come first: also a recording begins with whoever subscribes first
        if (!isBegun) {
            return;
        }
        for (VenueLane lane : lanes) {
            if (lane != null) {
                lane.revive();
                lane.tick(nowNs);
            }
        }
        books.onTime(nowNs);
        int live = 0;
        for (Instrument pair : books.pairs()) {
            live += books.book(pair.id()).isStale() ? 0 : 1;
        }
        stats.live(live);
    }

    /** A connection, or the one that replaces it, to the same pairs. */
    private final class Role implements LaneRole {
        private final int firstLink;
        private int opening;

        Role(int firstLink) {
            this.firstLink = firstLink;
        }

        @Override
        public String brings() {
            return "books";
        }

        @Override
        public ConnectionSink sink() {
            opening = links[firstLink] == null ? firstLink : firstLink + 1;
            Link link = new Link(opening);
            links[opening] = link;
            return link;
        }

        @Override
        public VenueDialect dialect(DialectListener listener) {
            Link link = links[opening];
            if (link == null) {
                throw new IllegalStateException("connection: none is opened (expected: sink() before)");
            }
            return venue.open(opening, link, new BookTalk(venue, opening, listener));
        }

        @Override
        public void opened() {
            stats.openConnections.increment();
        }

        @Override
        public void closed() {
            stats.openConnections.decrement();
        }

        @Override
        public void waits(VenueLane lane, VenueState state) {
            // How the venue is, its quotes tell.
        }

        @Override
        public void lost(VenueLane lane, String what) {
            feed.lostBooks(what);
        }

        @Override
        public void down(VenueLane lane, StatusReason reason) {
            // The books it brought are stale.
        }

        @Override
        public void refused(int instrumentId, String message) {
            feed.refusedBook(instrumentId, message);
        }

        @Override
        public void heard() {
            // It is always live.
        }

        @Override
        public boolean comesFirst() {
            return false;
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public boolean isHealthy(long nowNs) {
            return true;
        }

        /** After a while, when the other one has all books too. */
        @Override
        public boolean canTakeOver(FeedConnection next) {
            return false;
        }
    }

    /** Takes what one connection brings. */
    private final class Link implements ConnectionSink, MarketListener {
        private final int number;
        private boolean isOpen;
        private long nowNs; // monotonic, of the read being decoded
        private long receivedNs; // epoch, of the same

        Link(int number) {
            this.number = number;
        }

        @Override
        public Venue venue() {
            return feed.venue();
        }

        @Override
        public VenueOrigin origin() {
            return feed.origin();
        }

        @Override
        public long heard() {
            return heard;
        }

        @Override
        public void opened(Consumer<ByteWriter> requests) {
            isOpen = true;
            venue.onOpen(number, requests);
        }

        @Override
        public void beginRead(Object connection, long monotonicNs, long epochNs) {
            nowNs = monotonicNs;
            receivedNs = epochNs;
        }

        @Override
        public void endRead() {
            announce.run();
        }

        @Override
        public void ended(Object connection) {
            if (links[number] == this) {
                links[number] = null;
            }
            if (isOpen) {
                venue.onEnd(number);
            }
        }

        @Override
        public void onDepth(DepthUpdate depth) {
            heard++;
            books.onDepth(number, depth, receivedNs, nowNs);
        }

        @Override
        public void onTop(TopUpdate top) {
            // Nobody asked for it here.
        }

        @Override
        public void onTicker(TickerUpdate ticker) {
            // Nobody asked for it here.
        }

        @Override
        public void onTrade(TradeUpdate trade) {
            // Nobody asked for it here.
        }

        @Override
        public void onUnrepresentable() {
            feed.stats().unrepresentable.increment();
        }

        @Override
        public void onUnusable() {
            feed.stats().unusable.increment();
        }
    }
}
