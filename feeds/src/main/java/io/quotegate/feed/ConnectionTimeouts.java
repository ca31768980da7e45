package io.quotegate.feed;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a venue's connection may be silent, and how old it may become, in nanoseconds. Any thread.
 *
 * @param staleAfterNs   silent for this long, its quotes are stale
 * @param deadAfterNs    silent for this long, it is given up
 * @param probeAfterNs   silent for this long, it is asked for a sign of life
 * @param healthyAfterNs live for this long, the next reconnect starts without back-off
 * @param maxAgeNs       this old, it is replaced; 0 for any age
 */
record ConnectionTimeouts(long staleAfterNs, long deadAfterNs, long probeAfterNs, long healthyAfterNs, long maxAgeNs) {
    private static final long LONGEST_WITHOUT_PROBE_NS = Duration.ofSeconds(20).toNanos();
    private static final long SOONEST_DEAD_NS = Duration.ofSeconds(5).toNanos();
    private static final int DEAD_AFTER_STALE = 5; // times feeds.stale-after
    private static final double AGE_JITTER = 0.02;

    /** As configured; {@code random} spreads the age, so that feeds are not all replaced at once. */
    static ConnectionTimeouts of(FeedSettings settings, VenueRules rules, RandomGenerator random) {
        long staleAfterNs = settings.staleAfter().toNanos();
        double jitter = 1 + AGE_JITTER * (2 * random.nextDouble() - 1);
        return new ConnectionTimeouts(
                staleAfterNs,
                Math.max(SOONEST_DEAD_NS, DEAD_AFTER_STALE * staleAfterNs),
                Math.min(staleAfterNs / 2, LONGEST_WITHOUT_PROBE_NS),
                settings.failBackAfter().toNanos(),
                (long) (rules.maxAge().toNanos() * jitter));
    }
}
