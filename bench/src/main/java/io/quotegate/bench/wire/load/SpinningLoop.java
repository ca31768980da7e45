package io.quotegate.bench.wire.load;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** An event loop that asks its sockets on and on: a client that gives a core for not being woken. */
final class SpinningLoop {
    private SpinningLoop() {}

    /** Starts one. */
    static EventLoop start() {
        ManualIoEventLoop loop = new ManualIoEventLoop(
                null, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Thread thread = new Thread(
                () -> {
                    while (!loop.isTerminated()) {
                        loop.runNow();
                    }
                },
                "spinning-client");
        loop.setOwningThread(thread);
        thread.setDaemon(true);
        thread.start();
        return loop;
    }

    /** Sockets for such an event loop. */
    static ChannelFactory<? extends SocketChannel> channels() {
        return Epoll.isAvailable() ? EpollSocketChannel::new : NioSocketChannel::new;
    }
}
