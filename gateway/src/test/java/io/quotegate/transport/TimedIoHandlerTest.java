package io.quotegate.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.quotegate.concurrent.NamedThreads;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TimedIoHandlerTest {
    private static final Duration WORK = Duration.ofMillis(30);

    private final LoopTurns turns = new LoopTurns(System.nanoTime());
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, NamedThreads.of("timed"), TimedIoHandler.newFactory(NioIoHandler.newFactory(), turns));
    private final EventLoop loop = group.next();

    @AfterEach
    void close() {
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** What it does until {@link System#nanoTime} is later: however busy the machine is, no less. */
    private static void work() {
        long untilNs = System.nanoTime() + WORK.toNanos();
        while (System.nanoTime() < untilNs) {
            Thread.onSpinWait();
        }
    }

    /** Waits until a turn has begun after the one that does what was asked for before: it tells how long that took. */
    private void turn() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        loop.execute(() -> loop.schedule(begun::countDown, 1, TimeUnit.NANOSECONDS));
        begun.await();
    }

    @Test
    void countsTheTimeOfTasks() throws Exception {
        turn();
        loop.submit(TimedIoHandlerTest::work).syncUninterruptibly();
        turn();
        assertThat(turns.longer(2)).as("longer than 20 ms").isPositive();
        assertThat(turns.longest()).isGreaterThanOrEqualTo(WORK);
    }

    /** Which it would not, if it were Netty's alone. */
    @Test
    void closesItsSocketsThoughATaskTellsItToEnd() throws Exception {
        CountDownLatch accepted = new CountDownLatch(1);
        ServerSocketChannel server = (ServerSocketChannel) new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        accepted.countDown();
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        try (Socket client = new Socket(
                InetAddress.getLoopbackAddress(), server.localAddress().getPort())) {
            client.setSoTimeout(60_000);
            accepted.await();
            loop.execute(() -> group.shutdownGracefully(0, 10, TimeUnit.SECONDS));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
