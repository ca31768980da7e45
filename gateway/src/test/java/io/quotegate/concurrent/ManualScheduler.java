package io.quotegate.concurrent;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Time that a test turns by hand: what is due meanwhile is handed to its executor at its own moment. One thread. */
public final class ManualScheduler implements Scheduler {
    private final PriorityQueue<Due> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Due::timeUs).thenComparingLong(Due::number));
    private long nowUs;
    private long number;

    private record Due(long timeUs, long number, Executor executor, Runnable task) {}

    /** @param nowUs microseconds since the epoch */
    public ManualScheduler(long nowUs) {
        this.nowUs = nowUs;
    }

    @Override
    public long epochUs() {
        return nowUs;
    }

    @Override
    public void schedule(Duration delay, Executor executor, Runnable task) {
        waiting.add(new Due(nowUs + TimeUnit.NANOSECONDS.toMicros(delay.toNanos()), number++, executor, task));
    }

    /** Lets {@code time} pass. */
    public void advance(Duration time) {
        long untilUs = nowUs + TimeUnit.NANOSECONDS.toMicros(time.toNanos());
        for (Due next = waiting.peek(); next != null && next.timeUs() <= untilUs; next = waiting.peek()) {
            waiting.remove();
            nowUs = next.timeUs();
            next.executor().execute(next.task());
        }
        nowUs = untilUs;
    }

    /** How long it is until the next thing is due; {@link Duration#ZERO} if nothing is to come. */
    public Duration nextDelay() {
        Due next = waiting.peek();
        return next == null ? Duration.ZERO : Duration.of(next.timeUs() - nowUs, ChronoUnit.MICROS);
    }
}
