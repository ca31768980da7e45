package io.quotegate.transport;

import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;

/**
 * Netty's epoll, in which a socket stays registered that waits for nothing at the moment. Netty (4.2.18) takes it out of
 * epoll's set and goes on to think that it is in there, so that a connection whose client has closed its half broke
 * as soon as it had to wait for room. And so many sockets and no more are looked at before the loop sees to what else is
 * to be done: however many clients say something at once, quotes do not wait for all of them. Confined to its event loop.
 */
final class KeptEpollHandler extends ForwardingIoHandler {
    /** Sockets that are looked at in one turn of the loop; the kernel tells of the others in the next, in their order. */
    static final int MOST_A_TURN = 64;

    private KeptEpollHandler(IoHandler epoll) {
        super(epoll);
    }

    static IoHandlerFactory newFactory() {
        return newFactory(
                EpollIoHandler.newFactory(MOST_A_TURN, DefaultSelectStrategyFactory.INSTANCE), KeptEpollHandler::new);
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new KeptRegistration(super.register(handle));
    }

    /** Waits for a change where nothing is waited for, which wakes nobody again and again. */
    private record KeptRegistration(IoRegistration registration) implements IoRegistration {
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's
        public <T> T attachment() {
            return registration.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            return registration.submit(ops.equals(EpollIoOps.NONE) ? EpollIoOps.EPOLLET : ops);
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }
    }
}
