package io.quotegate.gateway.session.liveness;

import java.util.function.LongSupplier;

/**
 * When a client was last heard and spoken to, by its event loop's coarse clock. Confined to that event loop.
 */
public final class Activity {
    private final LongSupplier clock;

    private long inputNs;
    private long outputNs;
    private long begunNs; // since when a message is incomplete; 0 when none is

    /** @param clock the time in nanoseconds, coarse */
    public Activity(LongSupplier clock) {
        this.clock = clock;
        inputNs = clock.getAsLong();
        outputNs = inputNs;
    }

    /** Notes that bytes came, and whether they left a message incomplete. */
    public void heard(boolean midMessage) {
        inputNs = clock.getAsLong();
        if (!midMessage) {
            begunNs = 0;
        } else if (begunNs == 0) {
            begunNs = inputNs;
        }
    }

    /** Notes that something was written. */
    public void spoke() {
        outputNs = clock.getAsLong();
    }

    /** Another protocol begins: no message of it is incomplete. */
    public void beginAnew() {
        begunNs = 0;
    }

    /** Reads on, after a while in which nothing was read: what is incomplete has its time from now on. */
    public void readOn() {
        if (begunNs != 0) {
            begunNs = clock.getAsLong();
        }
    }

    /** How long nothing has come. */
    public long silentNs(long nowNs) {
        return nowNs - inputNs;
    }

    /** How long nothing was written. */
    public long quietNs(long nowNs) {
        return nowNs - outputNs;
    }

    /** How long a message has been incomplete; 0 when none is. */
    public long incompleteNs(long nowNs) {
        return begunNs == 0 ? 0 : nowNs - begunNs;
    }
}
