package io.quotegate.feed.peer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: not at all the first time, then half a second, doubling up to a cap, each
 * 20% more or less so that many gateways do not come back together. Forgets failures only when told that the
 * connection has been healthy for a while. Confined to the feed loop.
 */
public final class Backoff {
    private static final long FIRST_NS = Duration.ofMillis(500).toNanos();
    private static final double JITTER = 0.2;

    private final long maxNs;
    private final RandomGenerator random;

    private int failures;

    public Backoff(Duration max, RandomGenerator random) {
        this.maxNs = max.toNanos();
        this.random = random;
    }

    /** The wait before the next attempt. */
    public long nextDelayNs() {
        int doublings = failures++ - 1;
        if (doublings < 0) {
            return 0;
        }
        long delayNs = doublings > 20 ? maxNs : Math.min(maxNs, FIRST_NS << doublings);
        return (long) (delayNs * (1 - JITTER + 2 * JITTER * random.nextDouble()));
    }

    /** The connection has been healthy: the next failure is a first one. */
    public void reset() {
        failures = 0;
    }
}
