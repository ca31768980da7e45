package io.quotegate.config;

import static io.quotegate.config.Setting.built;
import static io.quotegate.config.kind.Kinds.duration;
import static io.quotegate.config.kind.Kinds.integer;
import static io.quotegate.config.kind.Kinds.size;

import java.time.Duration;
import java.util.List;

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
    static final Setting<Duration> FLUSH_INTERVAL = built(
            "fanout.flush-interval",
            duration("0", "10s"),
            "1ms",
            "Longest a quote waits so that several share one write; 0 writes at once.");
    static final Setting<Integer> LATEST_LIMIT = built(
            "fanout.latest-limit",
            size("0", "1024MiB"),
            "64KiB",
            "Unsent bytes above which a client of mode latest gets only the newest quotes.");
    static final Setting<Integer> PENDING_LIMIT = built(
            "fanout.pending-limit",
            size("0", "1024MiB"),
            "1MiB",
            "Unsent bytes above which a client of mode all is closed; at least fanout.latest-limit.");
    static final Setting<Integer> RING_QUOTES = built(
            "fanout.ring-quotes",
            integer(8, 1 << 23),
            "65536",
            "Quotes the ring holds, rounded up to a power of two, at 128 bytes each.");
    static final Setting<Integer> DEFLATE_STREAMS = built(
            "fanout.deflate-streams",
            integer(0, 4096),
            "8",
            "Groups of an event loop whose subscribers share one deflate stream, 260 KiB each; 0 for none.");

    public FanoutConfig {
        FLUSH_INTERVAL.check(flushInterval);
        LATEST_LIMIT.check(latestLimitBytes);
        PENDING_LIMIT.check(pendingLimitBytes);
        RING_QUOTES.check(ringQuotes);
        DEFLATE_STREAMS.check(deflateStreams);
        if (!limitsAgree(latestLimitBytes, pendingLimitBytes)) {
            throw new IllegalArgumentException(
                    PENDING_LIMIT.key() + ": " + pendingLimitBytes + " (expected: at least " + latestLimitBytes + ')');
        }
    }

    /** Whoever is to get every quote is given no less room than whoever may miss some. */
    static boolean limitsAgree(int latestLimitBytes, int pendingLimitBytes) {
        return pendingLimitBytes >= latestLimitBytes;
    }

    /** Every row, in the order of the file. */
    static List<Setting<?>> all() {
        return List.of(FLUSH_INTERVAL, LATEST_LIMIT, PENDING_LIMIT, RING_QUOTES, DEFLATE_STREAMS);
    }

    static FanoutConfig of(Values values) {
        return new FanoutConfig(
                values.get(FLUSH_INTERVAL),
                values.get(LATEST_LIMIT),
                values.get(PENDING_LIMIT),
                values.get(RING_QUOTES),
                values.get(DEFLATE_STREAMS));
    }
}
