package io.quotegate.feed;

/** The two clocks of the feed loop; tests turn their own. */
public interface FeedClock {
    /** Nanoseconds from an arbitrary origin; never jumps. For durations. */
    long monotonicNs();

    /** Nanoseconds since the epoch. For what is told to others. */
    long epochNs();

    /** The machine's clocks. Reading them does not allocate; the wall clock follows jumps within a second. */
    static FeedClock system() {
        return new SystemFeedClock();
    }
}
