package io.quotegate.feed.relay;

import io.netty.util.concurrent.Future;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.socket.SocketConnector;
import io.quotegate.feed.tap.FeedTap;
import io.quotegate.feed.tap.TapReader;
import io.quotegate.ring.Doorbell;
import io.quotegate.ring.verbatim.Recollection;
import io.quotegate.ring.verbatim.VerbatimPublisher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the relay asks of all venues: the application starts and stops it, event loops tell it what their clients want, and
 * what comes goes into the ring. Any thread; the work is done on the relay's loop.
 */
public final class Relay {
    private static final long TICK_MS = 25;
    /** Most messages overheard before the loop serves its sockets again. */
    private static final int MAX_BATCH = 256;

    private final ClientLoop on;
    private final FeedClock clock;
    private final FaultGuard guard;
    private final List<RelaySource> sources = new ArrayList<>();

    private final Overhearing overhearing;
    private final @Nullable FeedTap tap;

    private @Nullable Future<?> ticking;
    private @Nullable TapReader reader;

    /**
     * Where it runs and what it writes to.
     *
     * @param tap what is said on the feed's connections; null where that is not to be had
     */
    public record Surroundings(
            ClientLoop loop,
            Dialer dialer,
            FeedClock clock,
            VerbatimPublisher publisher,
            FaultGuard guard,
            @Nullable FeedTap tap) {}

    /** @param sources in the order in which they are numbered, from 0 */
    public Relay(List<RelaySourceParts> sources, RelaySettings settings, Surroundings surroundings) {
        on = surroundings.loop();
        clock = surroundings.clock();
        guard = surroundings.guard();
        SocketConnector sockets =
                new SocketConnector(on, surroundings.dialer(), clock::epochNs, settings.connectTimeout());
        RelayParts parts = new RelayParts(sockets, clock, surroundings.publisher(), settings.maxBackoff());
        for (RelaySourceParts source : sources) {
            this.sources.add(new RelaySource(this.sources.size(), source, parts, settings.closeAfter()));
        }
        overhearing = new Overhearing(this.sources, parts);
        tap = surroundings.tap();
    }

    /** Begins to look at what only time changes; connections are opened when somebody wants something. */
    public void start() {
        on.loop().execute(() -> {
            if (tap != null) {
                reader = tap.reader(overhearing, new Doorbell(on.loop(), guard.guarded(this::overhear)));
            }
            ticking = on.loop().scheduleAtFixedRate(guard.guarded(this::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        });
    }

    private void overhear() {
        overhearing.begin(clock.monotonicNs());
        if (reader != null && reader.read(MAX_BATCH) == MAX_BATCH) {
            on.loop().execute(guard.guarded(this::overhear));
        }
    }

    private void tick() {
        guard.attempt(this::listen);
        long nowNs = clock.monotonicNs();
        for (RelaySource source : sources) {
            guard.attempt(() -> source.onTime(nowNs));
        }
    }

    /** Follows the feed message by message while anybody wants anything, and else looks every now and then what it said. */
    private void listen() {
        if (sources.stream().anyMatch(RelaySource::isWanted)) {
            attend();
        } else if (reader != null) {
            reader.rest();
            overhear();
        }
    }

    private void attend() {
        if (reader != null) {
            reader.attend();
            overhear();
        }
    }

    /**
     * An event loop has clients for {@code name} of {@code source}; what becomes of it is told on the ring.
     *
     * @param request how it is asked for
     * @param more    whether the event loop had none before
     */
    public void subscribe(int source, String name, String request, boolean more) {
        execute(() -> {
            attend();
            sources.get(source).subscribe(name, request, more);
            sources.get(source).announce();
        });
    }

    /** An event loop has no client for {@code name} of {@code source} any more. */
    public void unsubscribe(int source, String name) {
        execute(() -> sources.get(source).unsubscribe(name));
    }

    /**
     * What is known of the first of {@code names} of {@code source} that anybody is subscribed to and that tells so much.
     * Nothing, where it does not come over a connection that lives.
     *
     * @param levels of a side, where it is a book
     */
    public CompletableFuture<Recollection> recall(int source, List<String> names, int levels) {
        CompletableFuture<Recollection> recollection = new CompletableFuture<>();
        boolean asked = execute(() -> {
            try {
                overhear();
                recollection.complete(sources.get(source).recall(names, levels));
            } finally {
                recollection.complete(Recollection.NONE);
            }
        });
        return asked ? recollection : CompletableFuture.completedFuture(Recollection.NONE);
    }

    /**
     * The venue answered when it was asked for the whole, as a {@linkplain Recollection#asking() recollection} wanted.
     *
     * @param answer empty if it did not
     */
    public void learn(int source, String name, byte[] answer, int levels) {
        execute(() -> sources.get(source).learn(name, answer, levels));
    }

    private boolean execute(Runnable task) {
        try {
            on.loop().execute(guard.guarded(task));
            return true;
        } catch (RejectedExecutionException e) {
            return false; // it ends, and so do the clients
        }
    }

    /** What is counted of each source, by name. */
    public Map<String, RelayStats> stats() {
        Map<String, RelayStats> stats = new LinkedHashMap<>();
        sources.forEach(source -> stats.put(source.name(), source.stats()));
        return stats;
    }

    /** Disconnects; the future is done when it has begun to. */
    public Future<?> stop() {
        return on.loop().submit(() -> {
            if (ticking != null) {
                ticking.cancel(false);
            }
            sources.forEach(RelaySource::stop);
        });
    }
}
