package io.quotegate.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.quotegate.concurrent.NamedThreads;
import java.time.Duration;
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

    private void turn() {
        loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    @Test
    void countsTheTimeOfTasks() {
        turn();
        loop.submit(TimedIoHandlerTest::work).syncUninterruptibly();
        turn();
        assertThat(turns.longer(2)).as("longer than 20 ms").isPositive();
        assertThat(turns.longest()).isGreaterThanOrEqualTo(WORK);
    }
}
