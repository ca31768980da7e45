package io.quotegate.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    @Test
    void tellsMicrosecondsSinceTheEpoch() {
        long beforeMs = Instant.now().toEpochMilli();
        long nowMs = TimeUnit.MICROSECONDS.toMillis(Scheduler.SYSTEM.epochUs());
        assertThat(nowMs).isBetween(beforeMs, Instant.now().toEpochMilli());
    }

    @Test
    void runsLaterWhatItIsGivenOnTheThreadOfItsExecutor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(NamedThreads.of("role"));
        try {
            CompletableFuture<String> ran = new CompletableFuture<>();
            long startNs = System.nanoTime();
            Scheduler.SYSTEM.schedule(
                    Duration.ofMillis(5),
                    executor,
                    () -> ran.complete(Thread.currentThread().getName()));
            assertThat(ran.get(1, TimeUnit.MINUTES)).isEqualTo("role-0");
            assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        } finally {
            executor.shutdown();
        }
    }
}
