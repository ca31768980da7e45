package io.quotegate.feed.sim;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.sim.fault.Faults;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.push.Producer;
import io.quotegate.feed.sim.push.PushPayload;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.replay.RecordingSummary;
import io.quotegate.feed.sim.replay.ReplayProducer;
import io.quotegate.feed.sim.server.Handshakes;
import io.quotegate.feed.sim.server.Sessions;
import io.quotegate.feed.sim.server.VenueApi;
import io.quotegate.feed.sim.venue.VenueInternals;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The inside of one simulated venue: puts its parts together and lets them move. Confined to the venue's loop, after
 * {@link #start}.
 */
final class Simulation {
    private static final long SHORTEST_TICK_NS = Duration.ofMillis(1).toNanos();
    private static final long LONGEST_TICK_NS = Duration.ofMillis(10).toNanos();
    private static final long SWEEP_NS = Duration.ofMillis(20).toNanos();

    private final SimulatorOptions options;
    private final VenueModel model;
    private final EventLoop loop;
    private final FeedClock clock;
    private final PushRouter router;
    private final VenueMarket market;
    private final VenueApi api;
    private final Sessions sessions;
    private final Handshakes handshakes;
    private final Faults faults;

    private @Nullable Future<?> ticking;
    private boolean wakeUnderWay;
    private long sweptNs;
    private long questions;

    /** @param recording to be replayed; null for a random walk */
    Simulation(
            SimulatorOptions options,
            VenueModel model,
            @Nullable RecordingSummary recording,
            EventLoop loop,
            FeedClock clock) {
        this.options = options;
        this.model = model;
        this.loop = loop;
        this.clock = clock;
        router = new PushRouter(clock, model.pushes()::isOfTrades);
        market = recording == null
                ? VenueMarket.walking(options, model, router, clock)
                : VenueMarket.replaying(recording, options.speed(), model, router);
        api = model.api(new VenueInternals(market.markets(), router, clock));
        Sessions.Rules rules = new Sessions.Rules(model.limits().maxRequestBytes(), waitsForClients());
        sessions = new Sessions(router, clock, rules, this::wake);
        handshakes = new Handshakes(model.limits().connects(), clock);
        faults = new Faults(sessions, router, clock, loop, this::wake, this::someQuote, market.depths());
    }

    private PushPayload someQuote() {
        PairMarket pair = markets().pair(0);
        return model.pushes().book(pair, model.pushes().bookTopic(pair.instrument()));
    }

    /** Begins to move. */
    void start() {
        long intervalNs = options.ratePerSecond() == 0 ? LONGEST_TICK_NS : 1_000_000_000L / options.ratePerSecond();
        boolean finest = market.replay() != null;
        long tickNs = finest ? SHORTEST_TICK_NS : Math.max(SHORTEST_TICK_NS, Math.min(LONGEST_TICK_NS, intervalNs));
        sweptNs = clock.monotonicNs();
        ticking = loop.scheduleWithFixedDelay(this::tick, 0, tickNs, TimeUnit.NANOSECONDS);
    }

    /** Says goodbye to everybody and moves no more. */
    void stop() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        market.producers().forEach(Producer::close);
        sessions.closeAll();
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
        if (nowNs - sweptNs >= SWEEP_NS) {
            sweptNs = nowNs;
            sessions.tick(nowNs, options.maxConnectionAge().toNanos());
        }
        if (more) {
            wake();
        }
    }

    /** Ticks as soon as everything else was served. */
    private void wake() {
        if (!wakeUnderWay) {
            wakeUnderWay = true;
            loop.execute(() -> {
                wakeUnderWay = false;
                tick();
            });
        }
    }

    /** Whether a client that does not read is waited for, as a replay does, and not cut. */
    boolean waitsForClients() {
        return market.replay() != null;
    }

    SimulatorOptions options() {
        return options;
    }

    VenueModel model() {
        return model;
    }

    Venue venue() {
        return model.rules().venue();
    }

    EventLoop loop() {
        return loop;
    }

    VenueApi api() {
        return api;
    }

    /** A question over REST came. */
    void onQuestion() {
        questions++;
    }

    /** How many came. */
    long questions() {
        return questions;
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

    Handshakes handshakes() {
        return handshakes;
    }

    Sessions sessions() {
        return sessions;
    }
}
