package io.quotegate.feed;

import io.netty.util.concurrent.Future;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.book.BookStats;
import io.quotegate.feed.book.ServedBooks;
import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.ConnectBudget;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dialect.BookVenue;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.tap.FeedTap;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.Venue;
import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.QuotePublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All venues together: what the application starts and stops. Any thread; the work is done on the feed loop. */
public final class Feeds {
    private static final long LONGEST_TICK_NS = Duration.ofMillis(50).toNanos();
    private static final long SHORTEST_TICK_NS = Duration.ofMillis(5).toNanos();
    private static final int TICKS_PER_STALE_AFTER = 10;

    private final Instruments instruments;
    private final ClientLoop feedLoop;
    private final FeedClock clock;
    private final FaultGuard guard;
    private final FeedArbiter arbiter;
    private final @Nullable ServedBooks served; // null where no books are kept
    private final List<VenueFeed> feeds = new ArrayList<>();
    private final List<DepthFeed> depths = new ArrayList<>();
    private final Map<Venue, BookStats> bookStats = new LinkedHashMap<>();
    private final Map<Venue, VenueStats> stats = new LinkedHashMap<>();
    private final Map<Venue, VenueOrigin> origins = new LinkedHashMap<>();
    private final long tickNs;

    private @Nullable Future<?> ticking;

    /**
     * Where the feeds run and what they write to.
     *
     * @param feedLoop runs all venues, so that the ring has a single writer, with buffers of its own
     * @param guard    lets one venue go on when another fails
     * @param tap      where what is said on connections is copied to; null where nobody overhears them
     */
    public record Surroundings(
            ClientLoop feedLoop,
            Dialer dialer,
            FeedClock clock,
            QuotePublisher publisher,
            FaultGuard guard,
            @Nullable FeedTap tap) {}

    /**
     * What order books are made of and where they go.
     *
     * @param publisher writes to the ring of books; null where none are kept
     * @param venues    how to speak of books with a venue, of those whose are kept
     */
    public record BookParts(@Nullable BookPublisher publisher, Map<Venue, BookVenue.Factory> venues) {
        /** No books are kept. */
        public static final BookParts NONE = new BookParts(null, Map.of());

        public BookParts {
            venues = Map.copyOf(venues);
        }
    }

    /** @param venues in order of preference */
    public Feeds(
            Instruments instruments,
            FeedSettings settings,
            List<VenueParts> venues,
            BookParts books,
            Surroundings surroundings) {
        this.instruments = instruments;
        feedLoop = surroundings.feedLoop();
        clock = surroundings.clock();
        guard = surroundings.guard();
        served = books.publisher() == null
                ? null
                : new ServedBooks(
                        instruments,
                        books.publisher(),
                        (venue, id) -> tellGap(surroundings.publisher(), venue, id),
                        settings.maxClockSkew().toNanos(),
                        clock::monotonicNs);
        arbiter = new FeedArbiter(
                instruments, settings, surroundings.publisher(), served == null ? ServingListener.NONE : served, clock);
        FeedConnector connector = new FeedConnector(
                feedLoop, surroundings.dialer(), clock, settings.connectTimeout(), surroundings.tap());
        VenueFeed.Parts parts = new VenueFeed.Parts(
                instruments, feedLoop.loop(), connector::connect, arbiter, clock, ThreadLocalRandom.current(), guard);
        for (VenueParts venue : venues) {
            VenueStats venueStats = new VenueStats();
            stats.put(venue.endpoint().venue(), venueStats);
            VenueFeed feed = new VenueFeed(venue, settings, venueStats, parts);
            feeds.add(feed);
            origins.put(feed.venue(), feed.origin());
            BookVenue.Factory factory = books.venues().get(feed.venue());
            if (served != null && factory != null) {
                addBooks(feed, venue, factory, served, settings, parts);
            }
        }
        long fraction = settings.staleAfter().toNanos() / TICKS_PER_STALE_AFTER;
        tickNs = Math.max(SHORTEST_TICK_NS, Math.min(LONGEST_TICK_NS, fraction));
    }

    private void addBooks(
            VenueFeed feed,
            VenueParts venue,
            BookVenue.Factory factory,
            ServedBooks served,
            FeedSettings settings,
            VenueFeed.Parts parts) {
        DepthFeed.Parts depth = new DepthFeed.Parts(
                factory,
                venue.connections(),
                stats -> served.addVenue(feed.venue(), feed.origin()::isSimulated, stats),
                arbiter::announce);
        DepthFeed books = new DepthFeed(feed, depth, settings, parts, venue.rules());
        depths.add(books);
        bookStats.put(feed.venue(), books.stats());
    }

    private void tellGap(QuotePublisher publisher, Venue venue, int instrumentId) {
        publisher.status().set(StatusType.GAP, venue, instrumentId, StatusReason.BOOK_GAP, clock.epochNs());
        publisher.publishStatus();
    }

    /** How often {@code venue} may be connected, to be kept to by whoever else connects to it; null if it is not among these. */
    public @Nullable ConnectBudget connectBudget(Venue venue) {
        for (VenueFeed feed : feeds) {
            if (feed.venue() == venue) {
                return feed.budget();
            }
        }
        return null;
    }

    /** Begins to connect. */
    public void start() {
        feedLoop.loop().execute(() -> {
            feeds.forEach(feed -> guard.attempt(feed::start));
            ticking = feedLoop.loop()
                    .scheduleAtFixedRate(guard.guarded(this::tick), tickNs, tickNs, TimeUnit.NANOSECONDS);
        });
    }

    private void tick() {
        long nowNs = clock.monotonicNs();
        for (VenueFeed feed : feeds) {
            guard.attempt(() -> feed.tick(nowNs));
        }
        for (DepthFeed depth : depths) {
            guard.attempt(() -> depth.tick(nowNs));
        }
        guard.attempt(() -> arbiter.tick(nowNs));
        guard.attempt(arbiter::announce);
    }

    /**
     * Serves what {@code listings}, which fit, list and nothing else. All connections stay: on each, what is not wanted any
     * more is ended and what is wanted is begun. The future is done, with what that changed, when the pairs can be asked for.
     */
    public Future<Instruments.Change> serve(List<String> listings) {
        return feedLoop.loop()
                .submit(
                        () -> { // all of it in one piece, so that nothing comes of a pair not yet known
                            Instruments.Change change = instruments.serve(listings);
                            relistBooks(change);
                            guard.attempt(() -> arbiter.relist(change));
                            feeds.forEach(feed -> guard.attempt(() -> feed.relist(change)));
                            guard.attempt(arbiter::announce);
                            return change;
                        });
    }

    /** Before the arbiter chooses whose book is served of a pair that a venue has now. */
    private void relistBooks(Instruments.Change change) {
        ServedBooks its = served;
        if (its != null) {
            guard.attempt(() -> its.relist(change));
            depths.forEach(depth -> guard.attempt(() -> depth.relist(change)));
        }
    }

    /** Disconnects from all venues; the future is done when the feed loop has begun to. */
    public Future<?> stop() {
        return feedLoop.loop().submit(() -> {
            if (ticking != null) {
                ticking.cancel(false);
            }
            arbiter.end();
            depths.forEach(DepthFeed::stop);
            feeds.forEach(VenueFeed::stop);
        });
    }

    /** What there is to know of each connected venue, in order of preference. */
    public Map<Venue, VenueStats> stats() {
        return Collections.unmodifiableMap(stats);
    }

    /** What there is to know of the books of each venue of which they are kept. */
    public Map<Venue, BookStats> bookStats() {
        return Collections.unmodifiableMap(bookStats);
    }

    /** What is known of whether each connected venue is real, in order of preference. */
    public Map<Venue, VenueOrigin> origins() {
        return Collections.unmodifiableMap(origins);
    }

    /** Milliseconds since the venue's last frame, -1 if there has been none. */
    public long lastMessageAgeMs(VenueStats venueStats) {
        return venueStats.lastMessageAgeMs(clock.monotonicNs());
    }
}
