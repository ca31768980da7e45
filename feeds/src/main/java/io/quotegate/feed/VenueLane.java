package io.quotegate.feed;

import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.peer.Backoff;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to a venue: connects, reconnects with back-off, and replaces a connection that the venue is going
 * to cut before it does, so that nothing is lost in between. What the connection is for
 * is its {@link LaneRole}. Confined to the feed loop.
 */
final class VenueLane implements ConnectionOwner {
    private static final long PROBE_EVERY_NS = Duration.ofSeconds(1).toNanos();
    /** Times in a minute that it is replaced because the venue says that it is going away. */
    private static final int MOST_GOINGS_AWAY = 2;

    private static final long REPLACEMENT_DATA_NS = Duration.ofSeconds(5).toNanos();

    private final Host feed;
    private final LaneRole role;
    private final Backoff backoff;
    private final ConnectionTimeouts timeouts;
    private final RateLimit goingsAway = new RateLimit(MOST_GOINGS_AWAY, Duration.ofMinutes(1));

    private @Nullable FeedConnection current;
    private @Nullable FeedConnection next; // replaces current when it delivers
    private boolean waiting; // to connect
    private boolean stopped;
    private boolean silent; // which is why current ends

    /** The venue, as far as a connection to it goes. */
    interface Host {
        /**
         * Runs {@code connect} when that much has passed and the venue allows another connection, whoever else wants one.
         *
         * @param first before all that is not to come first
         * @param connect says whether it connects; if so {@link #answered} is to be called when that has come to something
         */
        void later(long leastNs, boolean first, BooleanSupplier connect);

        /** A connection was answered, or never will be. */
        void answered();

        /** Opens a connection for {@code owner}, which reports to {@code sink}. */
        FeedConnection connect(ConnectionOwner owner, ConnectionSink sink);

        /** A connection is no more that was wanted. */
        void lost(VenueStats.Loss loss);

        /** The venue would not shake hands on {@code route}. */
        void refused(Route route, HandshakeRefusal refusal);

        /** A connection along {@code route} ended that never brought any market data. */
        void unserved(Route route);

        /** A message could not be read. */
        void unreadable(String detail);

        /** A message was of no kind known here. */
        void unknown();

        /** Tells people of something that happens as it should. */
        void note(String what);

        /** Wakes who reads what was published. */
        void announce();

        /** The time, monotonic. */
        long nowNs();
    }

    VenueLane(Host feed, LaneRole role, Backoff backoff, ConnectionTimeouts timeouts) {
        this.feed = feed;
        this.role = role;
        this.backoff = backoff;
        this.timeouts = timeouts;
    }

    void start() {
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
    }

    /** The connection that is open; null while there is none. */
    @Nullable
    FeedConnection open() {
        FeedConnection connection = current;
        return connection != null && connection.isOpen() ? connection : null;
    }

    /** The venue should have {@code change} from now on. */
    void relist(Instruments.Change change) {
        Stream.of(Optional.ofNullable(current), Optional.ofNullable(next))
                .flatMap(Optional::stream)
                .forEach(connection -> connection.relist(change));
    }

    private void reconnect() {
        afterBackoff(() -> {
            boolean wanted = current == null;
            if (wanted) {
                current = connect();
            }
            return wanted;
        });
        role.waits(this, VenueState.BACKING_OFF);
    }

    private FeedConnection connect() {
        role.waits(this, VenueState.CONNECTING);
        return feed.connect(this, role.sink());
    }

    private void afterBackoff(BooleanSupplier connect) {
        feed.later(backoff.nextDelayNs(), role.comesFirst(), () -> {
            waiting = false;
            return !stopped && connect.getAsBoolean();
        });
        waiting = true;
    }

    @Override
    public VenueDialect open(DialectListener listener) {
        return role.dialect(listener);
    }

    /** Opens a second connection, which takes over when it delivers. */
    private void replace(String why) {
        if (next == null && current != null && !stopped) {
            feed.note("replacing the connection for " + role.brings() + ": " + why);
            afterBackoff(() -> {
                boolean wanted = next == null && current != null;
                if (wanted) {
                    next = connect();
                }
                return wanted;
            });
        }
    }

    @Override
    public void onPairRefused(int instrumentId, String message) {
        role.refused(instrumentId, message);
    }

    @Override
    public void onRequestRefused(FeedConnection connection, String code, String message) {
        connection.end("request refused: " + code + ' ' + message);
    }

    @Override
    public void onGoingAway(FeedConnection connection, String message) {
        if (connection == current && next == null && goingsAway.trySpend(feed.nowNs())) {
            replace(message);
        }
    }

    @Override
    public void onOpen(FeedConnection connection) {
        feed.answered();
        role.opened();
        feed.note("connected for " + role.brings() + " to " + connection.route());
    }

    @Override
    public void onHandshakeRefused(FeedConnection connection, HandshakeRefusal refusal) {
        feed.refused(connection.route(), refusal);
    }

    @Override
    public boolean isLive() {
        return role.isLive();
    }

    @Override
    public void onInput(FeedConnection connection) {
        if (connection == current) {
            role.heard();
        }
    }

    @Override
    public void onBadMessage(String detail) {
        feed.unreadable(detail);
    }

    @Override
    public void onUnknownMessage() {
        feed.unknown();
    }

    @Override
    public void onEnd(FeedConnection connection, String reason) {
        boolean wasOpen = connection.openedNs() != 0;
        if (!connection.hasDelivered()) {
            feed.unserved(connection.route());
        }
        if (wasOpen) {
            role.closed();
        } else {
            feed.answered();
        }
        if (!stopped) {
            feed.lost(loss(connection));
        }
        if (connection == next) {
            next = null;
            feed.note("the replacement for " + role.brings() + " failed: " + reason);
            replace("again");
        } else if (connection == current) {
            if (!stopped) {
                role.lost(this, (wasOpen ? "disconnected: " : "cannot connect: ") + reason);
            }
            currentEnded(wasOpen ? StatusReason.DISCONNECTED : StatusReason.CONNECT_FAILED);
        }
        feed.announce();
    }

    private VenueStats.Loss loss(FeedConnection connection) {
        if (connection.openedNs() == 0) {
            return VenueStats.Loss.CONNECT_FAILED;
        } else if (connection != current && connection != next) {
            return VenueStats.Loss.REPLACED;
        }
        return silent && connection == current ? VenueStats.Loss.SILENT : VenueStats.Loss.DISCONNECTED;
    }

    private void currentEnded(StatusReason reason) {
        current = next;
        next = null;
        silent = false;
        if (open() != null && role.isLive()) {
            return; // the replacement is already subscribed
        }
        role.down(this, reason);
        if (stopped) {
            return;
        }
        if (current == null) {
            reconnect();
        } else {
            role.waits(this, VenueState.CONNECTING);
        }
    }

    /** Sees to it that there is a connection, or one is waited for, whatever failed that was to connect. */
    void revive() {
        if (current == null && !waiting && !stopped) {
            reconnect();
        }
    }

    /** Looks at what only time changes. */
    void tick(long nowNs) {
        FeedConnection connection = open();
        if (connection == null) {
            return;
        }
        long silentNs = connection.silentNs(nowNs);
        if (silentNs >= timeouts.deadAfterNs()) {
            silent = true;
            connection.end("silent for " + silentNs / 1_000_000 + " ms");
        }
        if (silentNs >= timeouts.probeAfterNs()) {
            connection.probe(nowNs, PROBE_EVERY_NS);
        }
        if (role.isHealthy(nowNs) && nowNs - connection.openedNs() >= timeouts.healthyAfterNs()) {
            backoff.reset();
        }
        if (timeouts.maxAgeNs() > 0 && nowNs - connection.openedNs() >= timeouts.maxAgeNs()) {
            replace("it is old");
        } else if (timeouts.noDataAfterNs() > 0 && connection.withoutDataNs(nowNs) >= timeouts.noDataAfterNs()) {
            replace("it sends no market data");
        }
        connection.subscribe(nowNs);
        promote(nowNs);
    }

    /** Lets the replacement take over when it delivers, or when it is subscribed and the venue is just quiet. */
    private void promote(long nowNs) {
        FeedConnection old = current;
        if (next == null || old == null) {
            return;
        }
        boolean quiet = next.isOpen() && nowNs - next.openedNs() >= REPLACEMENT_DATA_NS;
        if (role.canTakeOver(next) || quiet) {
            current = next;
            next = null;
            feed.note("the replacement for " + role.brings() + " took over");
            old.end("replaced");
        }
    }
}
