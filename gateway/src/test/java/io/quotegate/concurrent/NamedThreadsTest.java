package io.quotegate.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.FastThreadLocalThread;
import io.quotegate.fault.FaultGuard;
import io.quotegate.fault.Faults;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NamedThreadsTest {
    @Test
    void numbersTheThreadsOfARoleAndKeepsTheProcessAliveByNone() {
        ThreadFactory threads = NamedThreads.of("server");
        Thread first = threads.newThread(() -> {});
        Thread second = threads.newThread(() -> {});
        assertThat(first.getName()).isEqualTo("server-0");
        assertThat(second.getName()).isEqualTo("server-1");
        assertThat(first)
                .isInstanceOf(FastThreadLocalThread.class)
                .extracting(Thread::isDaemon)
                .isEqualTo(true);
        assertThat(NamedThreads.of("feed").newThread(() -> {}).getName()).isEqualTo("feed-0");
    }

    @Test
    @Timeout(60)
    void tellTheirGuardWhatATaskOfAPoolThrowsAndTheNextIsRun() throws InterruptedException {
        FaultGuard guard = new Faults().at("store");
        CountDownLatch next = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(1, NamedThreads.of("store", guard));
        try {
            pool.execute(() -> {
                throw new OutOfMemoryError("of this test");
            });
            pool.execute(next::countDown);
            next.await();
            while (guard.count() == 0) {
                Thread.onSpinWait(); // the thread that failed is ending meanwhile
            }
            assertThat(guard.count()).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
