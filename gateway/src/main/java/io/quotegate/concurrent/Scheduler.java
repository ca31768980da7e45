package io.quotegate.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Tells the time and has work done later. Any thread; tests turn their own by hand. */
public interface Scheduler {
    /** By the machine's clock. */
    Scheduler SYSTEM = new Scheduler() {
        @Override
        public long epochUs() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }

        @Override
        public void schedule(Duration delay, Executor executor, Runnable task) {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, executor)
                    .execute(task);
        }
    };

    /** Microseconds since the epoch. */
    long epochUs();

    /** Has {@code executor} run {@code task} when {@code delay} is over, unless the executor has ended by then. */
    void schedule(Duration delay, Executor executor, Runnable task);
}
