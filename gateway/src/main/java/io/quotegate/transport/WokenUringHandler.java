package io.quotegate.transport;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.uring.IoUringIoHandler;
import io.quotegate.concurrent.NamedThreads;

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
        Thread waker = NamedThreads.of("waker").newThread(this::wakeup); // of no effect by the loop itself
        waker.start();
        boolean interrupted = false;
        while (waker.isAlive()) {
            try {
                waker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        super.destroy();
    }
}
