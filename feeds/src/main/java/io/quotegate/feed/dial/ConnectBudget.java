package io.quotegate.feed.dial;

import io.quotegate.time.RateLimit;
import java.time.Duration;

/**
 * How often a venue may be connected: it counts what comes from our address, whichever part of us it is for. Any thread.
 */
public final class ConnectBudget {
    /** One connection may be longer on its way than the next, and the venue counts those that arrive. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(250);

    private final RateLimit limit;

    /** Allows {@code most} attempts in any {@code window}. */
    public ConnectBudget(int most, Duration window) {
        limit = new RateLimit(most, window.plus(ON_THE_WAY));
    }

    /** How long to wait at {@code nowNs} before another attempt is allowed, unless others take it; 0 for not at all. */
    public synchronized long delayNs(long nowNs) {
        return limit.delayNs(nowNs);
    }

    /** Notes an attempt at {@code nowNs} if it is allowed, and says whether it was. */
    public synchronized boolean trySpend(long nowNs) {
        return limit.trySpend(nowNs);
    }
}
