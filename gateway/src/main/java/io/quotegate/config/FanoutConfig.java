package io.quotegate.config;

import java.time.Duration;

/**
 * How quotes are gathered for clients and what a slow one may cost. The keys are {@code fanout.*}. Immutable: any
 * thread.
 *
 * @param flushInterval     longest a quote waits so that several share one write; zero writes at once
 * @param latestLimitBytes  unsent bytes above which a client of mode {@code latest} is conflated
 * @param pendingLimitBytes unsent bytes above which a client of mode {@code all} is closed; not less than the former
 * @param ringQuotes        how many quotes the ring holds, before it is rounded up to a power of two
 * @param deflateStreams    groups of one event loop, at most, whose subscribers share a deflate stream
 */
public record FanoutConfig(
        Duration flushInterval, int latestLimitBytes, int pendingLimitBytes, int ringQuotes, int deflateStreams) {
    public FanoutConfig {
        Settings.FANOUT_FLUSH_INTERVAL.check(flushInterval);
        Settings.FANOUT_LATEST_LIMIT.check(latestLimitBytes);
        Settings.FANOUT_PENDING_LIMIT.check(pendingLimitBytes);
        Settings.FANOUT_RING_QUOTES.check(ringQuotes);
        Settings.FANOUT_DEFLATE_STREAMS.check(deflateStreams);
        if (!limitsAgree(latestLimitBytes, pendingLimitBytes)) {
            throw new IllegalArgumentException(Settings.FANOUT_PENDING_LIMIT.key() + ": " + pendingLimitBytes
                    + " (expected: at least " + latestLimitBytes + ')');
        }
    }

    /** Whoever is to get every quote is given no less room than whoever may miss some. */
    static boolean limitsAgree(int latestLimitBytes, int pendingLimitBytes) {
        return pendingLimitBytes >= latestLimitBytes;
    }

    static FanoutConfig of(Values values) {
        return new FanoutConfig(
                values.get(Settings.FANOUT_FLUSH_INTERVAL),
                values.get(Settings.FANOUT_LATEST_LIMIT),
                values.get(Settings.FANOUT_PENDING_LIMIT),
                values.get(Settings.FANOUT_RING_QUOTES),
                values.get(Settings.FANOUT_DEFLATE_STREAMS));
    }
}
