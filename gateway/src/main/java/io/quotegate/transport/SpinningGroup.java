package io.quotegate.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Event loops that never sleep: each asks its sockets, its tasks and the ring in turn, on a thread of its own. */
final class SpinningGroup extends MultiThreadIoEventLoopGroup {
    private static final Logger LOG = LoggerFactory.getLogger(SpinningGroup.class);

    SpinningGroup(int loops, IoHandlerFactory ioHandlers) {
        super(loops, ioHandlers);
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

    private static void run(ManualIoEventLoop loop, IntSupplier poller) {
        IdleStrategy idle = new BusySpinIdleStrategy();
        while (!loop.isTerminated()) {
            idle.idle(loop.runNow() + poll(poller));
        }
    }

    private static int poll(IntSupplier poller) {
        try {
            return poller.getAsInt();
        } catch (RuntimeException e) {
            LOG.error("delivering failed", e);
            return 0;
        }
    }
}
