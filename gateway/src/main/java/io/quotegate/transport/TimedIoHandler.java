package io.quotegate.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Tells how long each turn of an event loop takes, but for the time in which it sleeps: from the sockets that have something
 * to the end of the tasks behind them. Confined to its event loop.
 */
final class TimedIoHandler implements IoHandler {
    private final IoHandler sockets;
    private final LoopTurns turns;

    private @Nullable Awake awake; // of one loop, whose context is the same in every turn
    private boolean begun;
    private long ranNs; // when the sockets had been looked at

    private TimedIoHandler(IoHandler sockets, LoopTurns turns) {
        this.sockets = sockets;
        this.turns = turns;
    }

    static IoHandlerFactory newFactory(IoHandlerFactory sockets, LoopTurns turns) {
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor executor) {
                return new TimedIoHandler(sockets.newHandler(executor), turns);
            }

            @Override
            public boolean isChangingThreadSupported() {
                return sockets.isChangingThreadSupported();
            }
        };
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
        int handled = sockets.run(context);
        ranNs = System.nanoTime();
        begun = true;
        return handled;
    }

    @Override
    public void initialize() {
        sockets.initialize();
    }

    @Override
    public void prepareToDestroy() {
        sockets.prepareToDestroy();
    }

    /** Netty (4.2.18) closes what is open before this, but not where a task told the loop to end. */
    @Override
    public void destroy() {
        sockets.prepareToDestroy();
        sockets.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return sockets.register(handle);
    }

    @Override
    public void wakeup() {
        sockets.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return sockets.isCompatible(handleType);
    }
}
