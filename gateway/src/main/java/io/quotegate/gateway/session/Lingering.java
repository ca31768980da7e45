package io.quotegate.gateway.session;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a connection that is ending is kept for its client to come to the reason. One that still sends what is too
 * large is not there yet. Confined to its event loop.
 */
final class Lingering {
    /** Most bytes of what is too large that are still read. */
    private static final int MOST_DROPPED_BYTES = 16 * 1024 * 1024;
    /** How often at most more is waited for. */
    private static final int MOST_ROUNDS = 30;

    private final ScheduledExecutorService loop;
    private final Runnable close;

    private @Nullable Future<?> closing;
    private int droppedBytes;
    private int rounds;

    Lingering(ScheduledExecutorService loop, Runnable close) {
        this.loop = loop;
        this.close = close;
    }

    /** Closes when {@code ns} have passed, or later if more is dropped in that time. The first time that is given stands. */
    void closeIn(long ns) {
        if (closing == null) {
            watch(ns);
        }
    }

    private void watch(long ns) {
        int before = droppedBytes;
        closing = loop.schedule(() -> closeUnlessSending(before, ns), ns, TimeUnit.NANOSECONDS);
    }

    private void closeUnlessSending(int before, long ns) {
        if (droppedBytes > before && rounds < MOST_ROUNDS) {
            rounds++;
            watch(ns);
        } else {
            close.run();
        }
    }

    /** Bytes came that nobody looks at. */
    void dropped(int bytes) {
        droppedBytes += bytes;
        if (droppedBytes > MOST_DROPPED_BYTES) {
            close.run();
        }
    }

    /** It is closed. */
    void cancel() {
        if (closing != null) {
            closing.cancel(false);
        }
    }
}
