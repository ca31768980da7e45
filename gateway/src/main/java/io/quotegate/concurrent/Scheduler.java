package io.quotegate.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells the time and has work done later. Any thread; tests turn their own by hand. */
public interface Scheduler {
    /** By the machine's clock, and with what {@code timer} forgets when it ends. */
    static Scheduler on(ScheduledExecutorService timer) {
        return new Scheduler() {
            @Override
            public long epochUs() {
                return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            }

            @Override
            public void schedule(Duration delay, Executor executor, Runnable task) {
                try {
                    timer.schedule(() -> executor.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException e) {
                    // It has ended, and so has whoever wanted it.
                }
            }
        };
    }

    /** Microseconds since the epoch. */
    long epochUs();

    /** Has {@code executor} run {@code task} when {@code delay} is over, unless either has ended by then. */
    void schedule(Duration delay, Executor executor, Runnable task);
}
