package io.quotegate.feed;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.dial.ConnectBudget;
import io.quotegate.feed.dial.EndpointTurn;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.pair.GroupHealth;
import io.quotegate.feed.pair.PairGroups;
import io.quotegate.feed.peer.Backoff;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Keeps one venue connected: its pairs in groups, each of which comes by connections of its own, as a connection carries so
 * many pairs and no more. The venue is live while any group is. Confined to the feed loop.
 */
final class VenueFeed implements VenueLane.Host {
    private final VenueEndpoint endpoint;
    private final EndpointTurn endpoints;
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
    private final QuoteGroup.Parts groupParts;
    private final PairGroups pairs;
    private final List<QuoteGroup> groups = new ArrayList<>(); // by number of those of the pairs; always one

    private long lastTickNs;
    private int delayed; // connections that come first and that only the venue's limit keeps from being begun
    private boolean stopped = true;

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
        groupParts = new QuoteGroup.Parts(
                instruments,
                venue.dialects(),
                role -> lane(role, venue.rules(), settings, parts.random()),
                venue.connections(),
                arbiter,
                new VenueOutages(arbiter),
                timeouts,
                log);
        pairs = new PairGroups(instruments.on(venue()), venue.mostPairs());
        groups.add(group(0, book.groups().first()));
        provideGroups();
        IntStream.range(0, pairs.count())
                .forEach(i -> groups.get(i).relist(new Instruments.Change(pairs.of(i), List.of())));
    }

    private QuoteGroup group(int number, GroupHealth health) {
        return new QuoteGroup(
                this, book, health, () -> number < pairs.count() ? pairs.of(number) : List.of(), groupParts);
    }

    private void provideGroups() {
        while (groups.size() < pairs.count()) {
            groups.add(group(groups.size(), new GroupHealth()));
        }
    }

    /** Each is replaced at an age of its own. */
    private VenueLane lane(LaneRole role, VenueRules rules, FeedSettings settings, RandomGenerator random) {
        return new VenueLane(
                this, role, new Backoff(settings.maxBackoff(), random), ConnectionTimeouts.of(settings, rules, random));
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
        stopped = false;
        beginGroups();
    }

    /** Each group that has pairs is connected, and the first where none has any. */
    private void beginGroups() {
        for (QuoteGroup group : groups) {
            if (!group.pairs().isEmpty() || (pairs.all().isEmpty() && group == groups.get(0))) {
                group.begin();
            } else {
                group.end();
            }
        }
    }

    /** Whether another group is live. */
    boolean isLiveBeside(QuoteGroup group) {
        return groups.stream().anyMatch(other -> other != group && other.isLive());
    }

    /** Closes what is open and connects no more. */
    void stop() {
        stopped = true;
        groups.forEach(QuoteGroup::end);
        stats.state(VenueState.DISABLED);
    }

    /** Other pairs are served than before: the venue should have those that are its. */
    void relist(Instruments.Change change) {
        Instruments.Change its = change.on(venue());
        its.removed().forEach(pair -> log.forget(pair.id()));
        IntFunction<Instruments.Change> ofGroup = pairs.relist(its);
        provideGroups();
        IntStream.range(0, pairs.count()).forEach(i -> groups.get(i).relist(ofGroup.apply(i)));
        if (!stopped) {
            beginGroups();
        }
    }

    @Override
    public void later(long leastNs, boolean first, BooleanSupplier connect) {
        wait(leastNs, () -> attempt(first, connect));
    }

    private void wait(long leastNs, Runnable attempt) {
        loop.schedule(guard.guarded(attempt), Math.max(leastNs, delayNs()), TimeUnit.NANOSECONDS);
    }

    private void attempt(boolean first, BooleanSupplier connect) {
        long nowNs = clock.monotonicNs();
        if (endpoints.delayNs(nowNs) == 0 && (first || delayed == 0) && budget.tryBegin(nowNs)) {
            if (!connect.getAsBoolean()) {
                answered();
            }
        } else if (first) { // others were quicker
            delayed++;
            wait(0, () -> {
                delayed--;
                attempt(true, connect);
            });
        } else {
            wait(0, () -> attempt(false, connect));
        }
    }

    @Override
    public void answered() {
        budget.answered(clock.monotonicNs());
    }

    private long delayNs() {
        long nowNs = clock.monotonicNs();
        return Math.max(budget.delayNs(nowNs), endpoints.delayNs(nowNs));
    }

    @Override
    public FeedConnection connect(ConnectionOwner owner, ConnectionSink sink) {
        return connector.connect(endpoints.route(clock.monotonicNs()), owner, sink);
    }

    /** How the venue is, unless there is another connection for quotes than {@code lane}'s. */
    void waits(VenueLane lane, VenueState state) {
        if (!book.isLive() && groups.stream().noneMatch(group -> group.isOpenBeside(lane))) {
            stats.state(state);
        }
    }

    @Override
    public void lost(VenueStats.Loss loss) {
        stats.losses.increment(loss);
    }

    @Override
    public long nowNs() {
        return clock.monotonicNs();
    }

    @Override
    public void note(String what) {
        log.note(what);
    }

    /** The venue does not have the book of a pair. */
    void refusedBook(int instrumentId, String message) {
        log.refused(instrumentId, message);
    }

    /** A connection that brought books is lost, or cannot be made. */
    void lostBooks(String what) {
        log.lostBooks(what, clock.monotonicNs());
    }

    @Override
    public void refused(Route route, HandshakeRefusal refusal) {
        long nowNs = clock.monotonicNs();
        endpoints.refused(route, refusal, nowNs);
        budget.refused(refusal, nowNs);
    }

    @Override
    public void unserved(Route route) {
        endpoints.failed(route);
    }

    @Override
    public void unreadable(String detail) {
        stats.decodeErrors.increment();
        log.unreadable(detail);
    }

    @Override
    public void unknown() {
        stats.unknownMessages.increment();
    }

    /** Whether anything comes from it. */
    boolean isLive() {
        return book.isLive();
    }

    @Override
    public void announce() {
        arbiter.announce();
    }

    /** Looks at what only time changes. To be called several times per {@code feeds.stale-after}. */
    void tick(long nowNs) {
        boolean late = nowNs - lastTickNs > timeouts.staleAfterNs() / 2; // we slept, perhaps not the venue: read first
        lastTickNs = nowNs;
        groups.forEach(group -> group.tick(nowNs, late));
        if (!late) {
            if (groups.stream().allMatch(group -> group.pairs().isEmpty() || group.isHealthy(nowNs))) {
                log.healthy();
            }
            renewals.onTime(this::connections, nowNs);
            log.onTime(nowNs);
        }
    }

    private List<FeedConnection> connections(Instrument pair) {
        return groups.stream()
                .filter(group -> group.health() == book.health(pair.id()))
                .flatMap(group -> group.open().stream())
                .toList();
    }
}
