package io.quotegate.gateway.fanout;

import io.quotegate.fault.FaultGuard;
import java.util.ArrayList;
import java.util.List;

/**
 * Flushes of connections that carry several subscribers, each once when a batch has been handed to all: as part of the
 * batch, so that the next begins no sooner than clients have this one. Confined to its event loop.
 */
final class BatchFlushes {
    private final FaultGuard guard;
    private final List<Runnable> awaited = new ArrayList<>();

    private boolean handingOut;

    BatchFlushes(FaultGuard guard) {
        this.guard = guard;
    }

    /** A batch is handed out. */
    void begin() {
        handingOut = true;
    }

    /** Has {@code flush} run when the batch has been handed out; false between batches. */
    boolean add(Runnable flush) {
        return handingOut && awaited.add(flush);
    }

    /** The batch has been handed out. */
    void end() {
        handingOut = false;
        for (Runnable flush : awaited) {
            guard.attempt(flush);
        }
        awaited.clear();
    }
}
