package io.quotegate.service.recording;

import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of what is to be recorded. Written by the recorder, read by any thread. */
public final class RecorderStats {
    /** Quotes and trades that were written. */
    public final LongAdder rows = new LongAdder();
    /** Times that they could not be, after each of which none are for a minute. */
    public final LongAdder failures = new LongAdder();
    /** Times that the recorder was overtaken by the ring's writer. */
    public final LongAdder laps = new LongAdder();

    private volatile boolean up = true; // orders nothing else

    /** Whether it records; not while it waits after a failure. */
    public boolean isUp() {
        return up;
    }

    void up(boolean newUp) {
        up = newUp;
    }
}
