package io.quotegate.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How the store is. Any thread. */
public final class StoreStats {
    /** Rows that were committed. */
    public final LongAdder rows = new LongAdder();
    /** Transactions that were committed. */
    public final LongAdder commits = new LongAdder();
    /** Transactions that failed, and were tried again or left out. */
    public final LongAdder failures = new LongAdder();
    /** Rows that were not taken because too many waited. */
    public final LongAdder overflows = new LongAdder();

    final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable String problem =
            "not opened yet, or no venue has said whether it is real"; // published with what was done before it was set

    /** Rows that wait to be written. */
    public int waitingRows() {
        return waiting.get();
    }

    public boolean isUp() {
        return problem == null;
    }

    /** Why it is down; null when it is up. */
    public @Nullable String problem() {
        return problem;
    }

    void problem(@Nullable String now) {
        problem = now;
    }
}
