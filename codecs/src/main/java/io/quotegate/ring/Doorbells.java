package io.quotegate.ring;

import java.util.Arrays;

/**
 * The doorbells of all who read what one writer publishes. They are rung once per batch, for each ring costs a fence.
 * Confined to the writer's thread, except for {@link #add} and {@link #remove}.
 */
public final class Doorbells {
    private volatile Doorbell[] all = {}; // replaced, never changed
    private boolean unannounced;

    /** Something was published. */
    public void published() {
        unannounced = true;
    }

    /**
     * Wakes the readers if anything was published since the last call. A reader that cannot be woken, for want of memory
     * or because it ends, keeps no other from being woken, and is tried again at the next call.
     */
    public void announce() {
        if (unannounced) {
            unannounced = false;
            for (Doorbell doorbell : all) {
                unannounced |= !doorbell.ring();
            }
        }
    }

    /** Any thread. */
    public synchronized void add(Doorbell doorbell) {
        Doorbell[] more = Arrays.copyOf(all, all.length + 1);
        more[more.length - 1] = doorbell;
        all = more;
    }

    /** Any thread. */
    public synchronized void remove(Doorbell doorbell) {
        all = Arrays.stream(all).filter(other -> other != doorbell).toArray(Doorbell[]::new);
    }
}
