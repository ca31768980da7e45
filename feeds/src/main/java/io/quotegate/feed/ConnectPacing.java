package io.quotegate.feed;

import java.util.concurrent.TimeUnit;

/**
 * When a venue may be connected to: not sooner than the back-off of earlier failures ends, and within the venue's own
 * limit of connections. Confined to the feed loop.
 */
final class ConnectPacing {
    private final FeedLoop feedLoop;
    private final FeedClock clock;
    private final Backoff backoff;
    private final RateLimit budget;

    private boolean stopped;

    ConnectPacing(FeedLoop feedLoop, FeedClock clock, Backoff backoff, RateLimit budget) {
        this.feedLoop = feedLoop;
        this.clock = clock;
        this.backoff = backoff;
        this.budget = budget;
    }

    /** Runs {@code connect}, which counts as a failure until {@link #onHealthy}, as soon as may be. */
    void whenAllowed(Runnable connect) {
        long delayNs = Math.max(backoff.nextDelayNs(), budget.delayNs(clock.monotonicNs()));
        feedLoop.loop()
                .schedule(
                        () -> {
                            if (!stopped) {
                                connect.run();
                            }
                        },
                        delayNs,
                        TimeUnit.NANOSECONDS);
    }

    /** A connection is being made. */
    void onConnect() {
        budget.spend(clock.monotonicNs());
    }

    /** The connection has been healthy for a while. */
    void onHealthy() {
        backoff.reset();
    }

    /** Nothing that waits is run any more. */
    void stop() {
        stopped = true;
    }
}
