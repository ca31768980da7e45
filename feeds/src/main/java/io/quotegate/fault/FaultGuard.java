package io.quotegate.fault;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a loop, or a periodic task, outlive whatever one turn of it throws, errors of the JVM among it: memory that is
 * out now is there again when the turn has let go of its own. Turns are run by one thread at a time; the rest is for any
 * thread.
 */
public final class FaultGuard {
    /** So many turns that fail in a row mean that it is broken, and not that something happened. */
    public static final int BROKEN_AFTER = 100;

    private static final Logger LOG = LoggerFactory.getLogger(FaultGuard.class);
    private static final long TOLD_AGAIN_NS = TimeUnit.MINUTES.toNanos(1);

    private final String where;

    private long untold; // since it was told last
    private long toldNs;
    private boolean told;
    private volatile long count;
    private volatile int inARow; // written by the thread that runs the turns

    FaultGuard(String where) {
        this.where = where;
    }

    /** What it guards, as the metrics call it. */
    public String where() {
        return where;
    }

    /** Runs {@code turn}; false if it threw. */
    public boolean run(Runnable turn) {
        long before = count;
        attempt(turn);
        return endTurn(before);
    }

    /** Runs a part of a turn: what it throws makes the turn one that failed, and the next part comes all the same. */
    public void attempt(Runnable part) {
        try {
            part.run();
        } catch (Throwable fault) {
            caught(fault);
        }
    }

    /** {@code turn}, guarded: what has it run again and again never sees it fail. */
    public Runnable guarded(Runnable turn) {
        return () -> run(turn);
    }

    /** A turn is over that began with {@code countBefore} faults; whether it added none. */
    public boolean endTurn(long countBefore) {
        boolean passed = count == countBefore;
        if (!passed) {
            inARow = Math.min(BROKEN_AFTER, inARow + 1);
        } else if (inARow != 0) {
            inARow = 0;
        }
        return passed;
    }

    /** A turn, or a part of one, threw {@code fault}, and the rest goes on. Any thread. Never throws. */
    public synchronized void caught(Throwable fault) {
        count++;
        try {
            tell(fault);
        } catch (Throwable again) { // no memory even for that: it is counted at least
            return;
        }
    }

    private void tell(Throwable fault) {
        long nowNs = System.nanoTime();
        untold++;
        if (!told || nowNs - toldNs >= TOLD_AGAIN_NS) {
            LOG.error("{}: a turn failed, {} in all since this was told last; it goes on", where, untold, fault);
            told = true;
            toldNs = nowNs;
            untold = 0;
        }
    }

    /** How many faults there were. */
    public long count() {
        return count;
    }

    boolean isBroken() {
        return inARow >= BROKEN_AFTER;
    }
}
