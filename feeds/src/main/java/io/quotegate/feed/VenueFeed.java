package io.quotegate.feed;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.dial.ConnectBudget;
import io.quotegate.feed.dial.EndpointTurn;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.peer.Backoff;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Keeps one venue connected, by one lane or by several that bring the same, and judges how it is: the venue is there
 * while any lane is open, and live while any of them brings something. Confined to the feed loop.
 */
final class VenueFeed implements LaneRole {
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
    private final ConnectBudget budget;
    private final PairRenewals renewals;
    private final VenueLog log;
    private final ConnectionTimeouts timeouts;
    private final List<VenueLane> lanes;
    private final Map<VenueLane, UnheardPairs> unheard = new IdentityHashMap<>();

    private long lastTickNs;

    /** Opens a connection, as {@link FeedConnector#connect} does. */
    @FunctionalInterface
    interface Connector {
        FeedConnection connect(Route route, ConnectionOwner owner, ConnectionSink sink);
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

    VenueFeed(VenueParts venue, FeedSettings settings, VenueStats stats, Parts parts) {
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
        budget = venue.rules().connectBudget();
        timeouts = ConnectionTimeouts.of(settings, venue.rules(), parts.random());
        lanes = Stream.generate(() -> lane(venue.rules(), settings, parts.random()))
                .limit(venue.connections())
                .toList();
    }

    /** Each is replaced at an age of its own. */
    private VenueLane lane(VenueRules rules, FeedSettings settings, RandomGenerator random) {
        VenueLane lane = new VenueLane(
                this, this, new Backoff(settings.maxBackoff(), random), ConnectionTimeouts.of(settings, rules, random));
        unheard.put(lane, new UnheardPairs(book, instruments));
        return lane;
    }

    Venue venue() {
        return endpoint.venue();
    }

    ConnectBudget budget() {
        return budget;
    }

    VenueOrigin origin() {
        return book.origin();
    }

    VenueStats stats() {
        return stats;
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
        unheard.values().forEach(UnheardPairs::judgeAgain);
        lanes.forEach(lane -> lane.relist(its));
    }

    /** Runs {@code connect} when that much has passed and the venue allows another connection, whoever else wants one. */
    void later(long leastNs, Runnable connect) {
        long delayNs = Math.max(leastNs, delayNs());
        Runnable attempt = () -> {
            long nowNs = clock.monotonicNs();
            if (endpoints.delayNs(nowNs) == 0 && budget.trySpend(nowNs)) {
                connect.run();
            } else { // others were first
                later(0, connect);
            }
        };
        loop.schedule(guard.guarded(attempt), delayNs, TimeUnit.NANOSECONDS);
    }

    private long delayNs() {
        long nowNs = clock.monotonicNs();
        return Math.max(budget.delayNs(nowNs), endpoints.delayNs(nowNs));
    }

    /** Opens a connection for {@code lane}, which reports to {@code sink}. */
    FeedConnection connect(VenueLane lane, ConnectionSink sink) {
        return connector.connect(endpoints.route(clock.monotonicNs()), lane, sink);
    }

    @Override
    public ConnectionSink sink() {
        return book;
    }

    @Override
    public String brings() {
        return "quotes";
    }

    @Override
    public VenueDialect dialect(DialectListener listener) {
        return dialects.open(instruments, book, listener);
    }

    /** How the venue is, unless there is another lane. */
    @Override
    public void waits(VenueLane lane, VenueState state) {
        if (!book.isLive() && !isOpenBeside(lane)) {
            stats.state(state);
        }
    }

    private boolean isOpenBeside(VenueLane lane) {
        return lanes.stream().anyMatch(other -> other != lane && other.open() != null);
    }

    @Override
    public void opened() {
        stats.connects.increment();
        stats.openConnections.increment();
    }

    @Override
    public void closed() {
        stats.openConnections.decrement();
    }

    /** A connection is no more that was wanted. */
    void lost(VenueStats.Loss loss) {
        stats.losses.increment(loss);
    }

    long nowNs() {
        return clock.monotonicNs();
    }

    void note(String what) {
        log.note(what);
    }

    @Override
    public void refused(int instrumentId, String message) {
        log.refused(instrumentId, message);
        arbiter.onRefused(book, instrumentId);
    }

    /** The venue does not have the book of a pair. */
    void refusedBook(int instrumentId, String message) {
        log.refused(instrumentId, message);
    }

    /** A connection that brought books is lost, or cannot be made. */
    void lostBooks(String what) {
        log.lostBooks(what, clock.monotonicNs());
    }

    private void lookForUnheard(VenueLane lane, UnheardPairs its, long nowNs) {
        FeedConnection connection = lane.open();
        List<Instrument> pairs = connection == null ? List.of() : its.onTime(connection, nowNs);
        if (!pairs.isEmpty()) {
            log.unheard(pairs, UnheardPairs.PATIENCE);
            pairs.forEach(pair -> book.unheard(pair.id(), nowNs));
        }
    }

    /** The venue would not shake hands on {@code route}. */
    void refused(Route route, HandshakeRefusal refusal) {
        endpoints.refused(route, refusal, clock.monotonicNs());
    }

    /** A connection along {@code route} ended that never brought any market data. */
    void unserved(Route route) {
        endpoints.failed(route);
    }

    @Override
    public void heard() {
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

    @Override
    public boolean isLive() {
        return book.isLive();
    }

    @Override
    public boolean isHealthy(long nowNs) {
        return book.isLive() && nowNs - book.healthySinceNs() >= timeouts.healthyAfterNs();
    }

    @Override
    public boolean canTakeOver(FeedConnection next) {
        return next.isDelivering();
    }

    @Override
    public void lost(VenueLane lane, String what) {
        if (isOpenBeside(lane)) {
            log.lessened(what, clock.monotonicNs());
        } else {
            log.failed(what, clock.monotonicNs());
        }
    }

    /** The venue may be there by another one. */
    @Override
    public void down(VenueLane lane, StatusReason reason) {
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
        unheard.forEach((lane, its) -> lookForUnheard(lane, its, nowNs));
        renewals.onTime(open, nowNs);
        log.onTime(nowNs);
    }
}
