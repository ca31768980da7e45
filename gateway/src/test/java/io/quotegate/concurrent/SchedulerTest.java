package io.quotegate.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Scheduler scheduler = Scheduler.on(timer);

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void tellsMicrosecondsSinceTheEpoch() {
        long beforeMs = Instant.now().toEpochMilli();
        long nowMs = TimeUnit.MICROSECONDS.toMillis(scheduler.epochUs());
        assertThat(nowMs).isBetween(beforeMs, Instant.now().toEpochMilli());
    }

    @Test
    void runsLaterWhatItIsGivenOnTheThreadOfItsExecutor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(NamedThreads.of("role"));
        try {
            CompletableFuture<String> ran = new CompletableFuture<>();
            long startNs = System.nanoTime();
            scheduler.schedule(
                    Duration.ofMillis(5),
                    executor,
                    () -> ran.complete(Thread.currentThread().getName()));
            assertThat(ran.get(1, TimeUnit.MINUTES)).isEqualTo("role-0");
            assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void doesNothingLaterWhenItHasEnded() {
        List<Runnable> done = new ArrayList<>();
        timer.shutdown();
        scheduler.schedule(Duration.ZERO, done::add, () -> {});
        assertThat(timer.shutdownNow()).isEmpty();
        assertThat(done).isEmpty();
    }
}
