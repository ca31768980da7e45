package io.quotegate.feed;

import org.agrona.concurrent.OffsetEpochNanoClock;

/** The two clocks of the feed loop; tests turn their own. */
public interface FeedClock {
    /** Nanoseconds from an arbitrary origin; never jumps. For durations. */
    long monotonicNs();

    /** Nanoseconds since the epoch. For what is told to others. */
    long epochNs();

    /** The machine's clocks. Reading them does not allocate; the wall clock is sampled anew so that it follows jumps. */
    static FeedClock system() {
        return new FeedClock() {
            private final OffsetEpochNanoClock epoch = new OffsetEpochNanoClock();

            @Override
            public long monotonicNs() {
                return System.nanoTime();
            }

            @Override
            public long epochNs() {
                return epoch.nanoTime();
            }
        };
    }
}
