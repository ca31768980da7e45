package io.quotegate.transport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.uring.IoUring;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetTransportTest {
    @Test
    void isWhatWasAskedForOnEveryMachine() {
        assertThat(NetTransport.of(TransportKind.NIO).name()).isEqualTo("nio");
    }

    @Test
    void prefersEpollWhereNobodyAsksForAny() {
        assumeTrue(Epoll.isAvailable());
        assertThat(NetTransport.of(TransportKind.AUTO).name()).isEqualTo("epoll");
    }

    @Test
    void refusesWhatTheMachineDoesNotHave() {
        assumeFalse(IoUring.isAvailable());
        assertThatThrownBy(() -> NetTransport.of(TransportKind.IO_URING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("server.transport: io_uring is not available on this machine: ");
    }

    @Test
    void boundsWhatAClientCanLeaveUnread() {
        assumeTrue(Epoll.isAvailable());
        Map<ChannelOption<?>, Object> options = childOptions(TransportKind.EPOLL, 64 * 1024);
        assertThat(options).containsEntry(EpollChannelOption.TCP_NOTSENT_LOWAT, 128L * 1024);
        WriteBufferWaterMark mark =
                (WriteBufferWaterMark) requireNonNull(options.get(ChannelOption.WRITE_BUFFER_WATER_MARK));
        assertThat(mark.high()).isEqualTo(64 * 1024);
        assertThat(mark.low()).isEqualTo(32 * 1024);
    }

    @Test
    void allocatesWhatIsSharedFromAPool() {
        assertThat(childOptions(TransportKind.NIO, 1024))
                .containsEntry(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .containsEntry(ChannelOption.TCP_NODELAY, true);
    }

    private static Map<ChannelOption<?>, Object> childOptions(TransportKind kind, int unsentBytes) {
        NetTransport transport = NetTransport.of(kind);
        MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.ioHandlers());
        try {
            ServerBootstrap listener = transport.listener(group, unsentBytes);
            return listener.config().childOptions();
        } finally {
            group.shutdownGracefully();
        }
    }
}
