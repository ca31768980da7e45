package io.quotegate.app;

import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.quotegate.config.Transport;
import org.jspecify.annotations.Nullable;

/**
 * How event loops talk to the kernel, and the channels that fit.
 *
 * @param name as the configuration spells it
 */
record NetTransport(
        String name,
        IoHandlerFactory ioHandlers,
        ChannelFactory<? extends ServerSocketChannel> servers,
        ChannelFactory<? extends SocketChannel> clients) {

    /**
     * The transport that {@code wanted} names.
     *
     * @throws IllegalStateException if this machine does not have it
     */
    static NetTransport of(Transport wanted) {
        return switch (wanted) {
            case AUTO -> Epoll.isAvailable() ? epoll() : IoUring.isAvailable() ? ioUring() : nio();
            case IO_URING -> {
                require(IoUring.isAvailable(), wanted, IoUring.unavailabilityCause());
                yield ioUring();
            }
            case EPOLL -> {
                require(Epoll.isAvailable(), wanted, Epoll.unavailabilityCause());
                yield epoll();
            }
            case NIO -> nio();
        };
    }

    private static void require(boolean available, Transport wanted, @Nullable Throwable why) {
        if (!available) {
            throw new IllegalStateException(
                    "server.transport: " + wanted.wireName() + " is not available on this machine: " + why);
        }
    }

    private static NetTransport ioUring() {
        return new NetTransport(
                Transport.IO_URING.wireName(),
                IoUringIoHandler.newFactory(),
                IoUringServerSocketChannel::new,
                IoUringSocketChannel::new);
    }

    private static NetTransport epoll() {
        return new NetTransport(
                Transport.EPOLL.wireName(),
                EpollIoHandler.newFactory(),
                EpollServerSocketChannel::new,
                EpollSocketChannel::new);
    }

    private static NetTransport nio() {
        return new NetTransport(
                Transport.NIO.wireName(),
                NioIoHandler.newFactory(),
                NioServerSocketChannel::new,
                NioSocketChannel::new);
    }
}
