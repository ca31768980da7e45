package io.quotegate.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final ManualScheduler scheduler = new ManualScheduler(0);
    private final List<Long> ran = new ArrayList<>();

    private RepeatedTask start(Runnable task) {
        return RepeatedTask.start(scheduler, Runnable::run, DELAY, PERIOD, task);
    }

    private void note() {
        ran.add(scheduler.epochUs());
    }

    @Test
    void runsAfterADelayAndThenOncePerPeriod() {
        start(this::note);
        scheduler.advance(Duration.ofMillis(999));
        assertThat(ran).isEmpty();
        scheduler.advance(Duration.ofMillis(1));
        scheduler.advance(PERIOD.multipliedBy(2));
        assertThat(ran).containsExactly(1_000_000L, 61_000_000L, 121_000_000L);
    }

    @Test
    void runsNoMoreOnceItIsClosed() {
        RepeatedTask task = start(this::note);
        scheduler.advance(DELAY);
        task.close();
        scheduler.advance(PERIOD.multipliedBy(10));
        assertThat(ran).hasSize(1);
        assertThat(scheduler.nextDelay()).as("nothing waits").isZero();
    }

    @Test
    void countsItsPeriodFromTheEndOfTheTask() {
        List<Runnable> executor = new ArrayList<>();
        RepeatedTask.start(scheduler, executor::add, DELAY, PERIOD, this::note);
        scheduler.advance(DELAY);
        scheduler.advance(Duration.ofSeconds(30)); // before the thread came to it
        executor.remove(0).run();
        assertThat(scheduler.nextDelay()).isEqualTo(PERIOD);
    }

    @Test
    void runsAgainAfterItFailed() {
        RepeatedTask.start(scheduler, RepeatedTaskTest::runAnyway, DELAY, PERIOD, () -> {
            note();
            throw new IllegalStateException("of this test");
        });
        scheduler.advance(DELAY);
        scheduler.advance(PERIOD);
        assertThat(ran).hasSize(2);
    }

    /** As a pool does. */
    private static void runAnyway(Runnable task) {
        assertThatThrownBy(task::run).isInstanceOf(IllegalStateException.class);
    }
}
