package io.quotegate.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long turns of event loops take: sockets that have something, and the tasks behind them. What comes amid a turn waits
 * for its end, quotes too. Any thread.
 */
public final class LoopTurns {
    /** Turns that took longer than each of these are counted. */
    public static final List<Duration> LIMITS =
            List.of(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100));

    static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(1);

    private final long[] limitsNs = LIMITS.stream().mapToLong(Duration::toNanos).toArray();
    private final LongAdder[] longer =
            LIMITS.stream().map(limit -> new LongAdder()).toArray(LongAdder[]::new);
    private final AtomicLong windowNs; // when the present window began
    private final AtomicLong longestNs = new AtomicLong();

    private volatile long longestBeforeNs; // in the window before, for whoever asks at the begin of one

    /** @param nowNs by {@link System#nanoTime()} */
    LoopTurns(long nowNs) {
        windowNs = new AtomicLong(nowNs);
    }

    /** One took {@code ns} and ended at {@code nowNs}. */
    void took(long ns, long nowNs) {
        long beganNs = windowNs.get();
        if (nowNs - beganNs > WINDOW_NS && windowNs.compareAndSet(beganNs, nowNs)) {
            longestBeforeNs = nowNs - beganNs > 2 * WINDOW_NS ? 0 : longestNs.get();
            longestNs.set(0);
        }
        if (ns > longestNs.get()) {
            longestNs.accumulateAndGet(ns, Math::max);
        }
        for (int i = 0; i < limitsNs.length && ns > limitsNs[i]; i++) {
            longer[i].increment();
        }
    }

    /** How many took longer than the limit at {@code index}. */
    public long longer(int index) {
        return longer[index].sum();
    }

    /** The longest of the last minute or two. */
    public Duration longest() {
        return Duration.ofNanos(Math.max(longestNs.get(), longestBeforeNs));
    }
}
