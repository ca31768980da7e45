package io.quotegate.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quotegate.fault.FaultGuard;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Event loops that never sleep: each asks its sockets, its tasks and the ring in turn, on a thread of its own. */
final class SpinningGroup extends MultiThreadIoEventLoopGroup {
    private final FaultGuard guard;

    /** @param guard keeps the threads alive */
    SpinningGroup(int loops, IoHandlerFactory ioHandlers, FaultGuard guard) {
        super(loops, ioHandlers);
        this.guard = guard;
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory ioHandlers, Object... nothing) {
        return new ManualIoEventLoop(this, null, ioHandlers);
    }

    /** Starts the threads, which call what {@code pollers} has for their loop in every turn. */
    void start(ThreadFactory threads, Function<EventLoop, IntSupplier> pollers) {
        for (EventExecutor executor : this) {
            ManualIoEventLoop loop = (ManualIoEventLoop) executor;
            IntSupplier poller = pollers.apply(loop);
            Thread thread = threads.newThread(() -> run(loop, poller));
            loop.setOwningThread(thread);
            thread.start();
        }
    }

    private void run(ManualIoEventLoop loop, IntSupplier poller) {
        IdleStrategy idle = new BusySpinIdleStrategy();
        while (!loop.isTerminated()) {
            try {
                idle.idle(loop.runNow() + poller.getAsInt());
            } catch (Throwable fault) {
                guard.caught(fault);
            }
        }
    }
}
