package io.quotegate.feed;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.dial.EndpointTurn;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.peer.Backoff;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Keeps one venue connected, by one lane or by several that bring the same, and judges how it is: the venue is there
 * while any lane is open, and live while any of them brings something. Confined to the feed loop.
 */
final class VenueFeed {
    /** Connections that are replaced in a minute because the venue says that it is going away. */
    private static final int MOST_GOINGS_AWAY = 2;

    private final VenueEndpoint endpoint;
    private final EndpointTurn endpoints;
    private final VenueDialect.Factory dialects;
    private final Instruments instruments;
    private final EventLoop loop;
    private final FaultGuard guard;
    private final Connector connector;
    private final FeedArbiter arbiter;
    private final VenueBook book;
    private final VenueStats stats;
    private final FeedClock clock;
    private final RateLimit budget;
    private final RateLimit goingsAway;
    private final PairRenewals renewals;
    private final VenueLog log;
    private final ConnectionTimeouts timeouts;
    private final List<VenueLane> lanes;

    private long lastTickNs;

    /** Opens a connection, as {@link FeedConnector#connect} does. */
    @FunctionalInterface
    interface Connector {
        FeedConnection connect(Route route, ConnectionOwner owner, VenueBook book);
    }

    /**
     * What a feed is made of; all of it belongs to the feed loop.
     *
     * @param guard lets a connection that cannot even be begun be tried again
     */
    record Parts(
            Instruments instruments,
            EventLoop loop,
            Connector connector,
            FeedArbiter arbiter,
            FeedClock clock,
            RandomGenerator random,
            FaultGuard guard) {}

    VenueFeed(Feeds.VenueParts venue, FeedSettings settings, VenueStats stats, Parts parts) {
        this.endpoint = venue.endpoint();
        endpoints = new EndpointTurn(endpoint.webSockets());
        this.dialects = venue.dialects();
        this.stats = stats;
        instruments = parts.instruments();
        loop = parts.loop();
        guard = parts.guard();
        connector = parts.connector();
        arbiter = parts.arbiter();
        clock = parts.clock();
        book = arbiter.addVenue(endpoint, stats);
        renewals = new PairRenewals(book, instruments);
        log = new VenueLog(endpoint.venue().wireName(), instruments, stats);
        budget = new RateLimit(venue.rules().maxConnects(), venue.rules().connectWindow());
        goingsAway = new RateLimit(MOST_GOINGS_AWAY * venue.connections(), Duration.ofMinutes(1));
        timeouts = ConnectionTimeouts.of(settings, venue.rules(), parts.random());
        lanes = Stream.generate(() -> lane(venue.rules(), settings, parts.random()))
                .limit(venue.connections())
                .toList();
    }

    /** Each is replaced at an age of its own. */
    private VenueLane lane(VenueRules rules, FeedSettings settings, RandomGenerator random) {
        return new VenueLane(
                this,
                new Backoff(settings.maxBackoff(), random),
                new UnheardPairs(book, instruments),
                ConnectionTimeouts.of(settings, rules, random));
    }

    Venue venue() {
        return endpoint.venue();
    }

    VenueOrigin origin() {
        return book.origin();
    }

    void start() {
        lastTickNs = clock.monotonicNs();
        lanes.forEach(VenueLane::start);
    }

    /** Closes what is open and connects no more. */
    void stop() {
        lanes.forEach(VenueLane::stop);
        stats.state(VenueState.DISABLED);
    }

    /** Other pairs are served than before: the venue should have those that are its. */
    void relist(Instruments.Change change) {
        Instruments.Change its = change.on(venue());
        its.removed().forEach(pair -> log.forget(pair.id()));
        lanes.forEach(lane -> lane.relist(its));
    }

    /** Runs {@code connect} when that much has passed and the venue allows another connection. */
    void later(long leastNs, Runnable connect) {
        long nowNs = clock.monotonicNs();
        long delayNs = Math.max(leastNs, Math.max(budget.delayNs(nowNs), endpoints.delayNs(nowNs)));
        loop.schedule(guard.guarded(connect), delayNs, TimeUnit.NANOSECONDS);
    }

    /** Opens a connection for {@code lane}. */
    FeedConnection connect(VenueLane lane) {
        long nowNs = clock.monotonicNs();
        budget.spend(nowNs);
        waits(lane, VenueState.CONNECTING);
        return connector.connect(endpoints.route(nowNs), lane, book);
    }

    VenueDialect dialect(DialectListener listener) {
        return dialects.open(instruments, book, listener);
    }

    /** {@code lane} has no connection, which is how the venue is unless there is another one. */
    void waits(VenueLane lane, VenueState state) {
        if (!book.isLive() && !isOpenBeside(lane)) {
            stats.state(state);
        }
    }

    private boolean isOpenBeside(VenueLane lane) {
        return lanes.stream().anyMatch(other -> other != lane && other.open() != null);
    }

    /** Whether to connect anew because the venue says that it is going away. */
    boolean heedsGoingAway() {
        return goingsAway.trySpend(clock.monotonicNs());
    }

    void opened(Route route) {
        stats.connects.increment();
        stats.openConnections.increment();
        log.note("connected to " + route);
    }

    void closed() {
        stats.openConnections.decrement();
    }

    /** A connection is no more that was wanted. */
    void lost(VenueStats.Loss loss) {
        stats.losses.increment(loss);
    }

    void note(String what) {
        log.note(what);
    }

    void refused(int instrumentId, String message) {
        log.refused(instrumentId, message);
        arbiter.onRefused(book, instrumentId);
    }

    void unheard(List<Instrument> pairs, long nowNs) {
        log.unheard(pairs, UnheardPairs.PATIENCE);
        pairs.forEach(pair -> book.unheard(pair.id(), nowNs));
    }

    /** The venue would not shake hands on {@code route}. */
    void refused(Route route, HandshakeRefusal refusal) {
        long untilNs = clock.monotonicNs() + refusal.delay().toNanos();
        if (refusal.isOfPlace()) {
            endpoints.hold(route, untilNs);
        } else {
            endpoints.holdAll(untilNs);
        }
    }

    /** A connection along {@code route} ended that never brought any market data. */
    void unserved(Route route) {
        endpoints.failed(route);
    }

    /** Input came while the venue was not live. */
    void heard() {
        long nowNs = clock.monotonicNs();
        boolean wasStale = stats.state() == VenueState.STALE;
        stats.state(VenueState.LIVE);
        arbiter.onUp(book, wasStale ? StatusReason.RESUMED : StatusReason.CONNECTED, nowNs);
        log.live(nowNs);
    }

    void unreadable(String detail) {
        stats.decodeErrors.increment();
        log.unreadable(detail);
    }

    void unknown() {
        stats.unknownMessages.increment();
    }

    boolean isLive() {
        return book.isLive();
    }

    /** Whether the venue has been live for long enough. */
    boolean isHealthy(long nowNs) {
        return book.isLive() && nowNs - book.healthySinceNs() >= timeouts.healthyAfterNs();
    }

    /** {@code lane} lost its connection, or could not get one. */
    void lost(VenueLane lane, String what) {
        if (isOpenBeside(lane)) {
            log.lessened(what, clock.monotonicNs());
        } else {
            log.failed(what, clock.monotonicNs());
        }
    }

    /** {@code lane} has nothing left; the venue may be there by another one. */
    void down(VenueLane lane, StatusReason reason) {
        if (!isOpenBeside(lane)) {
            arbiter.onDown(book, reason, clock.monotonicNs());
        }
    }

    void announce() {
        arbiter.announce();
    }

    /** Looks at what only time changes. To be called several times per {@code feeds.stale-after}. */
    void tick(long nowNs) {
        boolean late = nowNs - lastTickNs > timeouts.staleAfterNs() / 2; // we slept, perhaps not the venue: read first
        lastTickNs = nowNs;
        lanes.forEach(VenueLane::revive);
        List<FeedConnection> open =
                lanes.stream().map(VenueLane::open).filter(Objects::nonNull).toList();
        if (open.isEmpty() || late) {
            return;
        }
        long silentNs =
                open.stream().mapToLong(each -> each.silentNs(nowNs)).min().orElseThrow();
        if (silentNs >= timeouts.staleAfterNs() && silentNs < timeouts.deadAfterNs() && book.isLive()) {
            stats.state(VenueState.STALE);
            log.failed("silent for " + silentNs / 1_000_000 + " ms, stale", nowNs);
            arbiter.onStale(book, nowNs);
        }
        if (isHealthy(nowNs)) {
            log.healthy();
        }
        lanes.forEach(lane -> lane.tick(nowNs));
        renewals.onTime(open, nowNs);
        log.onTime(nowNs);
    }
}
