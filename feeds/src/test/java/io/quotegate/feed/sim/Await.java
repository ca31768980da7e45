package io.quotegate.feed.sim;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads do, and not for ever. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final long INTERVAL_NS = Duration.ofMillis(5).toNanos();

    private Await() {}

    /** Returns when {@code condition} holds; fails if it does not within a time that no machine needs. */
    static void until(Callable<Boolean> condition) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("not within " + PATIENCE);
            }
            LockSupport.parkNanos(INTERVAL_NS);
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
