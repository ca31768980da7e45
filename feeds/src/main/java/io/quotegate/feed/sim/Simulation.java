package io.quotegate.feed.sim;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.quotegate.feed.FeedClock;
import io.quotegate.market.Venue;
import io.quotegate.time.RateLimit;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The inside of one simulated venue: its market, its connections, its clock. Confined to the venue's loop, after
 * {@link #start}.
 */
final class Simulation {
    private static final long SHORTEST_TICK_NS = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_TICK_NS = Duration.ofMillis(10).toNanos();
    private static final long SWEEP_MS = 20;
    private static final int GOING_AWAY = 1001;

    private final SimulatorOptions options;
    private final SimulatorLimits limits;
    private final EventLoop loop;
    private final FeedClock clock;
    private final VenueStyle style;
    private final PushRouter router;
    private final SimulatedMarket market;
    private final VenueFront front;
    private final Faults faults;
    private final Set<WebSocketSession> sessions = new LinkedHashSet<>();
    private final Map<InetAddress, RateLimit> handshakes = new HashMap<>();
    private final List<Future<?>> timers = new ArrayList<>();

    private boolean wakeUnderWay;

    /** @param recording to be replayed; null for a random walk */
    Simulation(
            SimulatorOptions options,
            SimulatorLimits limits,
            VenueStyle style,
            @Nullable Recording recording,
            EventLoop loop,
            FeedClock clock) {
        this.options = options;
        this.limits = limits;
        this.style = style;
        this.loop = loop;
        this.clock = clock;
        router = new PushRouter(clock);
        market = recording == null
                ? SimulatedMarket.walking(options, style, router, clock)
                : SimulatedMarket.replaying(recording, options.speed(), router);
        front = style.venue() == Venue.OKX ? new OkxFront(this) : new BinanceFront(this);
        faults = new Faults(this);
    }

    /** How {@code venue} pushes. */
    static VenueStyle styleOf(Venue venue) {
        return switch (venue) {
            case OKX -> new OkxStyle();
            case BINANCE -> new BinanceStyle();
        };
    }

    /** Begins to move. */
    void start() {
        long halfInterval = options.ratePerSecond() == 0 ? LONGEST_TICK_NS : 500_000_000L / options.ratePerSecond();
        boolean finest = market.replay() != null;
        long tickNs = finest ? SHORTEST_TICK_NS : Math.max(SHORTEST_TICK_NS, Math.min(LONGEST_TICK_NS, halfInterval));
        timers.add(loop.scheduleWithFixedDelay(this::tick, 0, tickNs, TimeUnit.NANOSECONDS));
        timers.add(loop.scheduleWithFixedDelay(this::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS));
    }

    /** Says goodbye to everybody and moves no more. */
    void stop() {
        timers.forEach(timer -> timer.cancel(false));
        market.producers().forEach(Producer::close);
        List.copyOf(sessions).forEach(session -> session.close(GOING_AWAY, ""));
    }

    private void tick() {
        if (faults.isFrozen()) {
            return;
        }
        long nowNs = clock.monotonicNs();
        boolean more = false;
        for (Producer producer : market.producers()) {
            more |= producer.tick(nowNs);
        }
        router.faults().tick(nowNs);
        router.flush();
        if (more) {
            wake();
        }
    }

    /** Ticks as soon as everything else was served. */
    void wake() {
        if (!wakeUnderWay) {
            wakeUnderWay = true;
            loop.execute(() -> {
                wakeUnderWay = false;
                tick();
            });
        }
    }

    /** Looks at what only time changes on connections. */
    private void sweep() {
        if (faults.isFrozen()) {
            return;
        }
        long nowNs = clock.monotonicNs();
        long maxAgeNs = options.maxConnectionAge().toNanos();
        for (WebSocketSession session : List.copyOf(sessions)) {
            if (maxAgeNs > 0 && nowNs - session.openedNs() >= maxAgeNs) {
                session.close(GOING_AWAY, "");
            } else {
                session.protocol().onTick(nowNs);
            }
        }
        router.flush();
    }

    /** Whether one more handshake from {@code address} is allowed; counts it if so. */
    boolean tryHandshake(InetAddress address) {
        return handshakes
                .computeIfAbsent(
                        address,
                        key -> new RateLimit(
                                limits.connects().maxConnects(),
                                limits.connects().connectWindow()))
                .trySpend(clock.monotonicNs());
    }

    void sessionOpened(WebSocketSession session) {
        sessions.add(session);
    }

    void sessionClosed(WebSocketSession session) {
        sessions.remove(session);
    }

    /** Whether a client that does not read is waited for, as a replay does, and not cut. */
    boolean waitsForClients() {
        return market.replay() != null;
    }

    SimulatorOptions options() {
        return options;
    }

    SimulatorLimits limits() {
        return limits;
    }

    EventLoop loop() {
        return loop;
    }

    FeedClock clock() {
        return clock;
    }

    VenueStyle style() {
        return style;
    }

    VenueFront front() {
        return front;
    }

    PushRouter router() {
        return router;
    }

    Markets markets() {
        return market.markets();
    }

    @Nullable
    ReplayProducer replay() {
        return market.replay();
    }

    Faults faults() {
        return faults;
    }

    /** All open connections, in the order they were opened. */
    Collection<WebSocketSession> sessions() {
        return Collections.unmodifiableCollection(sessions);
    }
}
