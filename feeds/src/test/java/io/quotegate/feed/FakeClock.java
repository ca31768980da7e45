package io.quotegate.feed;

import java.time.Duration;

/** A clock that stands until it is turned. */
public final class FakeClock implements FeedClock {
    private static final long EPOCH_NS = 1_786_613_174_000_000_000L;

    private long ns = 1;

    @Override
    public long monotonicNs() {
        return ns;
    }

    @Override
    public long epochNs() {
        return EPOCH_NS + ns;
    }

    public void advance(Duration duration) {
        ns += duration.toNanos();
    }
}
