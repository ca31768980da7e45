package io.quotegate.feed;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The machine's clocks. The wall clock is the monotonic one plus an offset that is measured every second, to within the
 * time that reading a clock takes: Agrona's {@code OffsetEpochNanoClock} would be up to a millisecond late, since it
 * measures by whole milliseconds. Reading allocates nothing, measuring a few instants. Any thread.
 */
final class SystemFeedClock implements FeedClock {
    private static final long MEASURE_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int TRIES = 4;

    private volatile long offsetNs;
    private volatile long measuredNs;

    SystemFeedClock() {
        measure();
    }

    @Override
    public long monotonicNs() {
        return System.nanoTime();
    }

    @Override
    public long epochNs() {
        long nowNs = System.nanoTime();
        if (nowNs - measuredNs > MEASURE_EVERY_NS) {
            measure();
        }
        return nowNs + offsetNs;
    }

    /** Takes the narrowest of a few measurements: in the others the thread may have been interrupted. */
    private void measure() {
        long narrowestNs = Long.MAX_VALUE;
        long bestOffsetNs = 0;
        for (int i = 0; i < TRIES; i++) {
            long beforeNs = System.nanoTime();
            Instant wall = Instant.now();
            long afterNs = System.nanoTime();
            if (afterNs - beforeNs < narrowestNs) {
                narrowestNs = afterNs - beforeNs;
                long wallNs = TimeUnit.SECONDS.toNanos(wall.getEpochSecond()) + wall.getNano();
                bestOffsetNs = wallNs - beforeNs - narrowestNs / 2;
            }
        }
        offsetNs = bestOffsetNs;
        measuredNs = System.nanoTime();
    }
}
