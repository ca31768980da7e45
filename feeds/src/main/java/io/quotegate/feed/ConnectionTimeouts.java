package io.quotegate.feed;

import io.quotegate.feed.dialect.VenueRules;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a venue's connection may be silent, and how old it may become, in nanoseconds. Any thread.
 *
 * @param staleAfterNs   silent for this long, its quotes are stale
 * @param deadAfterNs    silent for this long, it is given up
 * @param probeAfterNs   silent for this long, it is asked for a sign of life
 * @param healthyAfterNs live for this long, the next reconnect starts without back-off
 * @param noDataAfterNs  without market data for this long, it is replaced; 0 for never
 * @param maxAgeNs       this old, it is replaced; 0 for any age
 */
record ConnectionTimeouts(
        long staleAfterNs,
        long deadAfterNs,
        long probeAfterNs,
        long healthyAfterNs,
        long noDataAfterNs,
        long maxAgeNs) {
    private static final long LONGEST_WITHOUT_PROBE_NS = Duration.ofSeconds(20).toNanos();
    private static final long SOONEST_DEAD_NS = Duration.ofSeconds(5).toNanos();
    private static final long NO_DATA_NS = Duration.ofSeconds(90).toNanos();
    private static final int DEAD_AFTER_STALE = 5; // times feeds.stale-after
    private static final int BOOKS_DEAD_AFTER_STALE = 2;
    private static final double AGE_JITTER = 0.02;

    /** As configured; {@code random} spreads the age, so that feeds are not all replaced at once. */
    static ConnectionTimeouts of(FeedSettings settings, VenueRules rules, RandomGenerator random) {
        long deadAfterNs = Math.max(
                SOONEST_DEAD_NS, DEAD_AFTER_STALE * settings.staleAfter().toNanos());
        return of(settings, rules, random, deadAfterNs, NO_DATA_NS);
    }

    /**
     * Of connections that bring books, which are believed until one ends: those are given up sooner. Some bring nothing for
     * minutes, because nothing changes.
     */
    static ConnectionTimeouts ofBooks(FeedSettings settings, VenueRules rules, RandomGenerator random) {
        return of(
                settings,
                rules,
                random,
                BOOKS_DEAD_AFTER_STALE * settings.staleAfter().toNanos(),
                0);
    }

    private static ConnectionTimeouts of(
            FeedSettings settings, VenueRules rules, RandomGenerator random, long deadAfterNs, long noDataAfterNs) {
        long staleAfterNs = settings.staleAfter().toNanos();
        double jitter = 1 + AGE_JITTER * (2 * random.nextDouble() - 1);
        return new ConnectionTimeouts(
                staleAfterNs,
                deadAfterNs,
                Math.min(staleAfterNs / 2, LONGEST_WITHOUT_PROBE_NS),
                settings.failBackAfter().toNanos(),
                noDataAfterNs,
                (long) (rules.maxAge().toNanos() * jitter));
    }
}
