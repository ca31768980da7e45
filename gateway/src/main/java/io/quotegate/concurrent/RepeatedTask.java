package io.quotegate.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Work that is done again and again, each time a while after it was done before, and whether or not it failed, until it
 * is closed. Any thread.
 */
public final class RepeatedTask implements AutoCloseable {
    private final Scheduler scheduler;
    private final Executor executor;
    private final Duration period;
    private final Runnable task;
    private volatile boolean closed; // orders nothing else

    private RepeatedTask(Scheduler scheduler, Executor executor, Duration period, Runnable task) {
        this.scheduler = scheduler;
        this.executor = executor;
        this.period = period;
        this.task = task;
    }

    /** Has {@code executor} run {@code task} after {@code delay}, and each time {@code period} after it ended. */
    public static RepeatedTask start(
            Scheduler scheduler, Executor executor, Duration delay, Duration period, Runnable task) {
        RepeatedTask repeated = new RepeatedTask(scheduler, executor, period, task);
        repeated.schedule(delay);
        return repeated;
    }

    private void schedule(Duration delay) {
        scheduler.schedule(delay, executor, () -> {
            if (!closed) {
                try {
                    task.run();
                } finally {
                    schedule(period);
                }
            }
        });
    }

    /** Does not begin it any more. */
    @Override
    public void close() {
        closed = true;
    }
}
