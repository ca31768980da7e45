package io.quotegate.feed;

import io.netty.channel.EventLoop;
import io.quotegate.feed.dial.EndpointTurn;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one venue connected: connects, watches for silence, reconnects with back-off, and replaces a connection that
 * the venue is going to cut before it does, so that nothing is lost in between. Confined to the feed loop.
 */
final class VenueFeed implements FeedConnection.Owner {
    private static final long PROBE_EVERY_NS = Duration.ofSeconds(1).toNanos();
    private static final long NO_DATA_NS = Duration.ofSeconds(90).toNanos();
    private static final long REPLACEMENT_DATA_NS = Duration.ofSeconds(5).toNanos();
    /** Connections that are replaced in a minute because the venue says that it is going away. */
    private static final int MOST_GOINGS_AWAY = 2;

    private final VenueEndpoint endpoint;
    private final EndpointTurn endpoints;
    private final VenueDialect.Factory dialects;
    private final Instruments instruments;
    private final EventLoop loop;
    private final Connector connector;
    private final FeedArbiter arbiter;
    private final VenueBook book;
    private final VenueStats stats;
    private final FeedClock clock;
    private final Backoff backoff;
    private final RateLimit budget;
    private final RateLimit goingsAway = new RateLimit(MOST_GOINGS_AWAY, Duration.ofMinutes(1));
    private final PairRenewals renewals;
    private final UnheardPairs unheard;
    private final VenueLog log;
    private final ConnectionTimeouts timeouts;

    private @Nullable FeedConnection current;
    private @Nullable FeedConnection next; // replaces current when it delivers
    private long lastTickNs;
    private boolean stopped;

    /** Opens a connection, as {@link FeedConnector#connect} does. */
    @FunctionalInterface
    interface Connector {
        FeedConnection connect(Route route, FeedConnection.Owner owner, VenueBook book);
    }

    /** What a feed is made of; all of it belongs to the feed loop. */
    record Parts(
            Instruments instruments,
            EventLoop loop,
            Connector connector,
            FeedArbiter arbiter,
            FeedClock clock,
            RandomGenerator random) {}

    VenueFeed(
            VenueEndpoint endpoint,
            VenueRules rules,
            VenueDialect.Factory dialects,
            FeedSettings settings,
            VenueStats stats,
            Parts parts) {
        this.endpoint = endpoint;
        endpoints = new EndpointTurn(endpoint.webSockets());
        this.dialects = dialects;
        this.stats = stats;
        instruments = parts.instruments();
        loop = parts.loop();
        connector = parts.connector();
        arbiter = parts.arbiter();
        clock = parts.clock();
        book = arbiter.addVenue(endpoint, stats);
        renewals = new PairRenewals(book, instruments);
        unheard = new UnheardPairs(book, instruments);
        log = new VenueLog(endpoint.venue().wireName(), instruments, stats);
        backoff = new Backoff(settings.maxBackoff(), parts.random());
        budget = new RateLimit(rules.maxConnects(), rules.connectWindow());
        timeouts = ConnectionTimeouts.of(settings, rules, parts.random());
    }

    Venue venue() {
        return endpoint.venue();
    }

    VenueOrigin origin() {
        return book.origin();
    }

    void start() {
        lastTickNs = clock.monotonicNs();
        reconnect();
    }

    /** Closes what is open and connects no more. */
    void stop() {
        stopped = true;
        if (next != null) {
            next.end("stopped");
        }
        if (current != null) {
            current.end("stopped");
        }
        stats.state(VenueState.DISABLED);
    }

    private void reconnect() {
        afterBackoff(() -> {
            if (current == null) {
                current = connect();
            }
        });
        stats.state(VenueState.BACKING_OFF);
    }

    private void afterBackoff(Runnable connect) {
        long nowNs = clock.monotonicNs();
        long delayNs = Math.max(backoff.nextDelayNs(), Math.max(budget.delayNs(nowNs), endpoints.delayNs(nowNs)));
        Runnable task = () -> {
            if (!stopped) {
                connect.run();
            }
        };
        loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
    }

    private FeedConnection connect() {
        long nowNs = clock.monotonicNs();
        budget.spend(nowNs);
        if (!book.isLive()) {
            stats.state(VenueState.CONNECTING);
        }
        return connector.connect(endpoints.route(nowNs), this, book);
    }

    @Override
    public VenueDialect open(DialectListener listener) {
        return dialects.open(instruments, book, listener);
    }

    /** Opens a second connection, which takes over when it delivers. */
    private void replace(String why) {
        if (next == null && current != null && !stopped) {
            log.note("replacing the connection: " + why);
            afterBackoff(() -> {
                if (next == null && current != null) {
                    next = connect();
                }
            });
        }
    }

    @Override
    public void onPairRefused(int instrumentId, String message) {
        log.refused(instrumentId, message);
        arbiter.onRefused(book, instrumentId);
    }

    @Override
    public void onRequestRefused(FeedConnection connection, String code, String message) {
        connection.end("request refused: " + code + ' ' + message);
    }

    @Override
    public void onGoingAway(FeedConnection connection, String message) {
        if (connection == current && next == null && goingsAway.trySpend(clock.monotonicNs())) {
            replace(message);
        }
    }

    @Override
    public void onOpen(FeedConnection connection) {
        stats.connects.increment();
        log.note("connected to " + connection.route());
    }

    @Override
    public void onHandshakeRefused(FeedConnection connection, HandshakeRefusal refusal) {
        long untilNs = clock.monotonicNs() + refusal.delay().toNanos();
        if (refusal.isOfPlace()) {
            endpoints.hold(connection.route(), untilNs);
        } else {
            endpoints.holdAll(untilNs);
        }
    }

    @Override
    public void onInput(FeedConnection connection) {
        if (connection == current) {
            long nowNs = clock.monotonicNs();
            boolean wasStale = stats.state() == VenueState.STALE;
            stats.state(VenueState.LIVE);
            arbiter.onUp(book, wasStale ? StatusReason.RESUMED : StatusReason.CONNECTED, nowNs);
            log.live(nowNs);
        }
    }

    @Override
    public void onBadMessage(String detail) {
        stats.decodeErrors.increment();
        log.unreadable(detail);
    }

    @Override
    public void onUnknownMessage() {
        stats.unknownMessages.increment();
    }

    @Override
    public void onEnd(FeedConnection connection, String reason) {
        if (!connection.hasDelivered()) {
            endpoints.failed(connection.route());
        }
        if (connection == next) {
            next = null;
            log.note("the replacement failed: " + reason);
            replace("again");
        } else if (connection == current) {
            if (!stopped) {
                String what = connection.openedNs() == 0 ? "cannot connect: " : "disconnected: ";
                log.failed(what + reason, clock.monotonicNs());
            }
            currentEnded(connection.openedNs() == 0 ? StatusReason.CONNECT_FAILED : StatusReason.DISCONNECTED);
        }
        arbiter.announce();
    }

    private void currentEnded(StatusReason reason) {
        current = next;
        next = null;
        if (current != null && current.isOpen() && book.isLive()) {
            return; // the replacement is already subscribed
        }
        arbiter.onDown(book, reason, clock.monotonicNs());
        if (stopped) {
            return;
        }
        if (current == null) {
            reconnect();
        } else {
            stats.state(VenueState.CONNECTING);
        }
    }

    /** Looks at what only time changes. To be called several times per {@code feeds.stale-after}. */
    void tick(long nowNs) {
        boolean late = nowNs - lastTickNs > timeouts.staleAfterNs() / 2; // we slept, perhaps not the venue: read first
        lastTickNs = nowNs;
        FeedConnection connection = current;
        if (connection == null || !connection.isOpen() || late) {
            return;
        }
        long silentNs = connection.silentNs(nowNs);
        if (silentNs >= timeouts.deadAfterNs()) {
            connection.end("silent for " + silentNs / 1_000_000 + " ms");
        } else if (silentNs >= timeouts.staleAfterNs() && book.isLive()) {
            stats.state(VenueState.STALE);
            log.failed("silent for " + silentNs / 1_000_000 + " ms, stale", nowNs);
            arbiter.onStale(book, nowNs);
        }
        if (silentNs >= timeouts.probeAfterNs()) {
            connection.probe(nowNs, PROBE_EVERY_NS);
        }
        if (book.isLive() && nowNs - book.healthySinceNs() >= timeouts.healthyAfterNs()) {
            backoff.reset();
            log.healthy();
        }
        if (timeouts.maxAgeNs() > 0 && nowNs - connection.openedNs() >= timeouts.maxAgeNs()) {
            replace("it is old");
        } else if (connection.withoutDataNs(nowNs) >= NO_DATA_NS) {
            replace("it sends no market data");
        }
        connection.subscribe(nowNs);
        renewals.onTime(connection, nowNs);
        tell(connection, nowNs);
        promote(nowNs);
    }

    private void tell(FeedConnection connection, long nowNs) {
        log.onTime(nowNs);
        List<Instrument> pairs = unheard.onTime(connection, nowNs);
        log.unheard(pairs, UnheardPairs.PATIENCE);
        pairs.forEach(pair -> book.unheard(pair.id(), nowNs));
    }

    /** Lets the replacement take over when it delivers, or when it is subscribed and the venue is just quiet. */
    private void promote(long nowNs) {
        FeedConnection old = current;
        if (next == null || old == null) {
            return;
        }
        boolean quiet = next.isOpen() && nowNs - next.openedNs() >= REPLACEMENT_DATA_NS;
        if (next.isDelivering() || quiet) {
            current = next;
            next = null;
            log.note("the replacement took over");
            old.end("replaced");
        }
    }
}
