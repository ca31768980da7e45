package io.quotegate.feed;

import io.quotegate.feed.peer.Backoff;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to a venue: connects, reconnects with back-off, and replaces a connection that the venue is going
 * to cut before it does, so that nothing is lost in between. Of a venue's lanes, each has a connection of its own to all
 * pairs. Confined to the feed loop.
 */
final class VenueLane implements ConnectionOwner {
    private static final long PROBE_EVERY_NS = Duration.ofSeconds(1).toNanos();
    private static final long NO_DATA_NS = Duration.ofSeconds(90).toNanos();
    private static final long REPLACEMENT_DATA_NS = Duration.ofSeconds(5).toNanos();

    private final VenueFeed feed;
    private final Backoff backoff;
    private final UnheardPairs unheard;
    private final ConnectionTimeouts timeouts;

    private @Nullable FeedConnection current;
    private @Nullable FeedConnection next; // replaces current when it delivers
    private boolean waiting; // to connect
    private boolean stopped;
    private boolean silent; // which is why current ends

    VenueLane(VenueFeed feed, Backoff backoff, UnheardPairs unheard, ConnectionTimeouts timeouts) {
        this.feed = feed;
        this.backoff = backoff;
        this.unheard = unheard;
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
        unheard.judgeAgain();
        Stream.of(Optional.ofNullable(current), Optional.ofNullable(next))
                .flatMap(Optional::stream)
                .forEach(connection -> connection.relist(change));
    }

    private void reconnect() {
        afterBackoff(() -> {
            if (current == null) {
                current = feed.connect(this);
            }
        });
        feed.waits(this, VenueState.BACKING_OFF);
    }

    private void afterBackoff(Runnable connect) {
        feed.later(backoff.nextDelayNs(), () -> {
            waiting = false;
            if (!stopped) {
                connect.run();
            }
        });
        waiting = true;
    }

    @Override
    public VenueDialect open(DialectListener listener) {
        return feed.dialect(listener);
    }

    /** Opens a second connection, which takes over when it delivers. */
    private void replace(String why) {
        if (next == null && current != null && !stopped) {
            feed.note("replacing the connection: " + why);
            afterBackoff(() -> {
                if (next == null && current != null) {
                    next = feed.connect(this);
                }
            });
        }
    }

    @Override
    public void onPairRefused(int instrumentId, String message) {
        feed.refused(instrumentId, message);
    }

    @Override
    public void onRequestRefused(FeedConnection connection, String code, String message) {
        connection.end("request refused: " + code + ' ' + message);
    }

    @Override
    public void onGoingAway(FeedConnection connection, String message) {
        if (connection == current && next == null && feed.heedsGoingAway()) {
            replace(message);
        }
    }

    @Override
    public void onOpen(FeedConnection connection) {
        feed.opened(connection.route());
    }

    @Override
    public void onHandshakeRefused(FeedConnection connection, HandshakeRefusal refusal) {
        feed.refused(connection.route(), refusal);
    }

    @Override
    public void onInput(FeedConnection connection) {
        if (connection == current) {
            feed.heard();
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
            feed.closed();
        }
        if (!stopped) {
            feed.lost(loss(connection));
        }
        if (connection == next) {
            next = null;
            feed.note("the replacement failed: " + reason);
            replace("again");
        } else if (connection == current) {
            if (!stopped) {
                feed.lost(this, (wasOpen ? "disconnected: " : "cannot connect: ") + reason);
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
        if (open() != null && feed.isLive()) {
            return; // the replacement is already subscribed
        }
        feed.down(this, reason);
        if (stopped) {
            return;
        }
        if (current == null) {
            reconnect();
        } else {
            feed.waits(this, VenueState.CONNECTING);
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
        if (feed.isHealthy(nowNs) && nowNs - connection.openedNs() >= timeouts.healthyAfterNs()) {
            backoff.reset();
        }
        if (timeouts.maxAgeNs() > 0 && nowNs - connection.openedNs() >= timeouts.maxAgeNs()) {
            replace("it is old");
        } else if (connection.withoutDataNs(nowNs) >= NO_DATA_NS) {
            replace("it sends no market data");
        }
        connection.subscribe(nowNs);
        List<Instrument> pairs = unheard.onTime(connection, nowNs);
        if (!pairs.isEmpty()) {
            feed.unheard(pairs, nowNs);
        }
        promote(nowNs);
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
            feed.note("the replacement took over");
            old.end("replaced");
        }
    }
}
