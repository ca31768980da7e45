package io.quotegate.time;

import java.util.concurrent.atomic.LongAdder;

/**
 * How long things took, counted by classes of which each is about twice as wide as the one before, from 10 microseconds
 * to 10 seconds. Recording costs two additions and allocates nothing. Any thread.
 */
public final class TimeHistogram {
    private static final long[] BOUNDS_NS = bounds();

    private final LongAdder[] counts = new LongAdder[BOUNDS_NS.length + 1]; // the last of what took longer
    private final LongAdder sumNs = new LongAdder();

    public TimeHistogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    private static long[] bounds() {
        long[] bounds = new long[19];
        long decade = 10_000;
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = decade * (i % 3 == 0 ? 1 : i % 3 == 1 ? 2 : 5);
            decade *= i % 3 == 2 ? 10 : 1;
        }
        return bounds;
    }

    /** Something took so long; less than nothing, by clocks that differ, counts as nothing. */
    public void record(long tookNs) {
        int index = 0;
        while (index < BOUNDS_NS.length && tookNs > BOUNDS_NS[index]) {
            index++;
        }
        counts[index].increment();
        sumNs.add(Math.max(0, tookNs));
    }

    /** The longest that counts in each class, nanoseconds; what took longer than all is in one class more. */
    public static long[] boundsNs() {
        return BOUNDS_NS.clone();
    }

    /** How many there were in each class. */
    public long[] counts() {
        long[] read = new long[counts.length];
        for (int i = 0; i < read.length; i++) {
            read[i] = counts[i].sum();
        }
        return read;
    }

    /** How many there were. */
    public long count() {
        long all = 0;
        for (LongAdder each : counts) {
            all += each.sum();
        }
        return all;
    }

    /** How long they took together. */
    public long sumNs() {
        return sumNs.sum();
    }
}
