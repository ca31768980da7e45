package io.quotegate.transport;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.uring.IoUringIoHandler;
import io.quotegate.concurrent.NamedThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/**
 * Netty's io_uring, which ends only once the kernel is done with its memory. Netty (4.2.18) cancels the read of its eventfd
 * and frees the bytes it reads into without waiting for that: where the kernel was about to read, in a thread of its own,
 * it wrote to memory that belonged to somebody else by then, and the process crashed. It does wait where a wakeup is under
 * way, so there is one.
 */
final class WokenUringHandler extends ForwardingIoHandler {
    WokenUringHandler(IoHandler uring) {
        super(uring);
    }

    static IoHandlerFactory newFactory() {
        return newFactory(IoUringIoHandler.newFactory(), WokenUringHandler::new);
    }

    @Override
    public void destroy() {
        ThreadFactory another = NamedThreads.of("waker"); // a wakeup by the loop itself is none
        try {
            CompletableFuture.runAsync(
                            this::wakeup, work -> another.newThread(work).start())
                    .join();
        } finally {
            super.destroy();
        }
    }
}
