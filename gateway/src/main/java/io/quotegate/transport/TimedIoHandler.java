package io.quotegate.transport;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells how long each turn of an event loop takes, but for the time in which it sleeps: from the sockets that have something
 * to the end of the tasks behind them. Confined to its event loop.
 */
final class TimedIoHandler extends ForwardingIoHandler {
    private final LoopTurns turns;

    private @Nullable Awake awake; // of one loop, whose context is the same in every turn
    private boolean begun;
    private long ranNs; // when the sockets had been looked at

    private TimedIoHandler(IoHandler sockets, LoopTurns turns) {
        super(sockets);
        this.turns = turns;
    }

    static IoHandlerFactory newFactory(IoHandlerFactory sockets, LoopTurns turns) {
        return newFactory(sockets, handler -> new TimedIoHandler(handler, turns));
    }

    /** What the handler asks of the loop; it is to tell how long of its time it did not sleep. */
    private static final class Awake implements IoHandlerContext {
        private final IoHandlerContext loop;
        private long ns; // of this turn

        Awake(IoHandlerContext loop) {
            this.loop = loop;
        }

        @Override
        public boolean canBlock() {
            return loop.canBlock();
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return loop.delayNanos(currentTimeNanos);
        }

        @Override
        public long deadlineNanos() {
            return loop.deadlineNanos();
        }

        @Override
        public void reportActiveIoTime(long activeNs) {
            ns += activeNs;
            if (loop.shouldReportActiveIoTime()) {
                loop.reportActiveIoTime(activeNs);
            }
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return true;
        }
    }

    @Override
    public int run(IoHandlerContext loop) {
        Awake context = awake;
        if (context == null || context.loop != loop) {
            context = new Awake(loop);
            awake = context;
        }
        if (begun) {
            long nowNs = System.nanoTime();
            turns.took(context.ns + nowNs - ranNs, nowNs);
        }
        context.ns = 0;
        int handled = super.run(context);
        ranNs = System.nanoTime();
        begun = true;
        return handled;
    }

    /** Netty (4.2.18) closes what is open before this, but not where a task told the loop to end. */
    @Override
    public void destroy() {
        prepareToDestroy();
        super.destroy();
    }
}
