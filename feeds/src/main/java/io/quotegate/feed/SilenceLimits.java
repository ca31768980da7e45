package io.quotegate.feed;

import java.time.Duration;

/**
 * How long a connection may be silent, in nanoseconds.
 *
 * @param probeAfterNs until it is asked for a sign of life
 * @param staleAfterNs until its quotes count as stale
 * @param deadAfterNs  until it is closed
 */
record SilenceLimits(long probeAfterNs, long staleAfterNs, long deadAfterNs) {
    private static final long LONGEST_WITHOUT_PROBE_NS = Duration.ofSeconds(20).toNanos();
    private static final long SOONEST_DEAD_NS = Duration.ofSeconds(5).toNanos();
    private static final int DEAD_AFTER_STALE = 5; // times feeds.stale-after

    static SilenceLimits of(Duration staleAfter) {
        long staleAfterNs = staleAfter.toNanos();
        return new SilenceLimits(
                Math.min(staleAfterNs / 2, LONGEST_WITHOUT_PROBE_NS),
                staleAfterNs,
                Math.max(SOONEST_DEAD_NS, DEAD_AFTER_STALE * staleAfterNs));
    }
}
