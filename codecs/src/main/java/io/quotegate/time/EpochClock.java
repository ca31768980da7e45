package io.quotegate.time;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The machine's wall clock, to within the time that reading a clock takes: it is the monotonic one plus an offset that is
 * measured every second, so that it follows jumps within one. Agrona's {@code OffsetEpochNanoClock} would be up to a
 * millisecond late, since it measures by whole milliseconds. Reading allocates nothing, measuring a few instants. Any
 * thread.
 */
public final class EpochClock {
    private static final long MEASURE_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int TRIES = 4;

    /** Several threads may measure at once: the one that is late does not replace what is newer than it knows. */
    private final AtomicReference<Measurement> last;

    /** @param offsetNs from the monotonic clock to the wall clock, as it was at {@code measuredNs} */
    private record Measurement(long offsetNs, long measuredNs) {}

    public EpochClock() {
        last = new AtomicReference<>(measure());
    }

    /** Nanoseconds since the epoch. */
    public long epochNs() {
        Measurement known = requireNonNull(last.get());
        if (System.nanoTime() - known.measuredNs > MEASURE_EVERY_NS) {
            last.compareAndSet(known, measure());
            known = requireNonNull(last.get());
        }
        return System.nanoTime() + known.offsetNs;
    }

    /** Takes the narrowest of a few measurements: in the others the thread may have been interrupted. */
    private static Measurement measure() {
        long narrowestNs = Long.MAX_VALUE;
        Measurement best = new Measurement(0, 0);
        for (int i = 0; i < TRIES; i++) {
            long beforeNs = System.nanoTime();
            Instant wall = Instant.now();
            long afterNs = System.nanoTime();
            if (afterNs - beforeNs < narrowestNs) {
                narrowestNs = afterNs - beforeNs;
                long wallNs = TimeUnit.SECONDS.toNanos(wall.getEpochSecond()) + wall.getNano();
                best = new Measurement(wallNs - beforeNs - narrowestNs / 2, beforeNs);
            }
        }
        return best;
    }
}
