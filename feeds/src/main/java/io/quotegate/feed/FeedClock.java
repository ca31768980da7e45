package io.quotegate.feed;

import io.quotegate.time.EpochClock;

/** The two clocks of the feed loop; tests turn their own. */
public interface FeedClock {
    /** Nanoseconds from an arbitrary origin; never jumps. For durations. */
    long monotonicNs();

    /** Nanoseconds since the epoch. For what is told to others. */
    long epochNs();

    /** The machine's clocks. Reading them does not allocate; the wall clock follows jumps within a second. */
    static FeedClock system() {
        EpochClock wall = new EpochClock();
        return new FeedClock() {
            @Override
            public long monotonicNs() {
                return System.nanoTime();
            }

            @Override
            public long epochNs() {
                return wall.epochNs();
            }
        };
    }
}
