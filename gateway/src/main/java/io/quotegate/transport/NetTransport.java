package io.quotegate.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * How event loops talk to the kernel, and the channels that fit.
 *
 * @param name        as the configuration spells it
 * @param unsentLimit the option that bounds what the kernel holds unsent; null where there is none
 */
public record NetTransport(
        String name,
        IoHandlerFactory ioHandlers,
        ChannelFactory<? extends ServerSocketChannel> servers,
        ChannelFactory<? extends SocketChannel> clients,
        @Nullable ChannelOption<Long> unsentLimit) {
    private static final int BACKLOG = 4096;
    private static final long UNSENT_BYTES = 128 * 1024;

    /**
     * The transport that {@code wanted} names.
     *
     * @throws IllegalStateException if this machine does not have it
     */
    public static NetTransport of(TransportKind wanted) {
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

    private static void require(boolean available, TransportKind wanted, @Nullable Throwable why) {
        if (!available) {
            throw new IllegalStateException(
                    "server.transport: " + wanted.wireName() + " is not available on this machine: " + why);
        }
    }

    /**
     * What listens on {@code loops}. Its connections are not writable while more than {@code unsentBytes} wait in the
     * process; and the kernel, whose own buffer would hide megabytes of a slow client's backlog, is bounded too. That
     * bound is on what is not sent yet, so that it slows nobody on a long line. A client that closes its half is still
     * sent to: its connection's handlers see a {@code ChannelInputShutdownEvent} and say when it is over.
     */
    public ServerBootstrap listener(EventLoopGroup loops, int unsentBytes) {
        ServerBootstrap listener = new ServerBootstrap()
                .group(loops)
                .channelFactory(servers)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsentBytes / 2, unsentBytes));
        return unsentLimit == null ? listener : listener.childOption(unsentLimit, UNSENT_BYTES);
    }

    private static NetTransport ioUring() {
        return new NetTransport(
                TransportKind.IO_URING.wireName(),
                WokenUringHandler.newFactory(),
                IoUringServerSocketChannel::new,
                IoUringSocketChannel::new,
                IoUringChannelOption.TCP_NOTSENT_LOWAT);
    }

    private static NetTransport epoll() {
        return new NetTransport(
                TransportKind.EPOLL.wireName(),
                KeptEpollHandler.newFactory(),
                EpollServerSocketChannel::new,
                EpollSocketChannel::new,
                EpollChannelOption.TCP_NOTSENT_LOWAT);
    }

    private static NetTransport nio() {
        return new NetTransport(
                TransportKind.NIO.wireName(),
                NioIoHandler.newFactory(),
                NioServerSocketChannel::new,
                NioSocketChannel::new,
                null);
    }
}
