package io.quotegate.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.concurrent.NamedThreads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KeptEpollHandlerTest {
    private static final int CLIENTS = 3 * KeptEpollHandler.MOST_A_TURN;

    private final List<Integer> reads = new ArrayList<>(); // by turn; the loop's until it has ended
    private final CountDownLatch accepted = new CountDownLatch(CLIENTS);
    private final CountDownLatch read = new CountDownLatch(CLIENTS);

    private final class Reader extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            accepted.countDown();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            int turn = reads.size() - 1;
            reads.set(turn, reads.get(turn) + 1);
            read.countDown();
        }
    }

    /** Begins to count what is read in another turn, when the sockets of this one were looked at. */
    private void count(EventLoop loop) {
        reads.add(0);
        if (read.getCount() > 0) {
            loop.schedule(() -> count(loop), 1, TimeUnit.NANOSECONDS);
        }
    }

    @Test
    void looksAtSoManySocketsAndThenAtWhatElseIsToBeDone() throws Exception {
        assumeThat(Epoll.isAvailable()).as("epoll").isTrue();
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, NamedThreads.of("kept"), KeptEpollHandler.newFactory());
        EventLoop loop = group.next();
        List<Socket> clients = new ArrayList<>();
        try {
            Channel server = new ServerBootstrap()
                    .group(group)
                    .channel(EpollServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(new Reader());
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            InetSocketAddress address = (InetSocketAddress) server.localAddress();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Socket(address.getAddress(), address.getPort()));
            }
            accepted.await();
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch sent = new CountDownLatch(1);
            loop.execute(() -> awaitAndCount(loop, held, sent));
            held.await(); // from now on nothing is read
            for (Socket client : clients) {
                client.getOutputStream().write(1);
            }
            sent.countDown();
            read.await();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
        }
        assertThat(reads).as("sockets read by turn").allMatch(count -> count <= KeptEpollHandler.MOST_A_TURN);
    }

    private void awaitAndCount(EventLoop loop, CountDownLatch held, CountDownLatch sent) {
        held.countDown();
        try {
            sent.await();
            count(loop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
