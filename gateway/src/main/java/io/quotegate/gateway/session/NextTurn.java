package io.quotegate.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has something go on in the next turn of an event loop, after its sockets: a task that is executed would run in this one.
 * Asked for several times, it goes on once. Confined to the event loop.
 */
public final class NextTurn {
    private final Runnable goOn;
    private final Runnable run = this::run;

    private boolean awaited;

    public NextTurn(Runnable goOn) {
        this.goOn = goOn;
    }

    /** Whether it goes on by itself. */
    public boolean isAwaited() {
        return awaited;
    }

    /** Has it go on in the next turn of {@code loop}; where that fails it may be asked for again. */
    public void await(EventExecutor loop) {
        if (!awaited) {
            loop.schedule(run, 1, TimeUnit.NANOSECONDS);
            awaited = true;
        }
    }

    private void run() {
        awaited = false;
        goOn.run();
    }
}
