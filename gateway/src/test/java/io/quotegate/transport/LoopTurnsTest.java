package io.quotegate.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopTurnsTest {
    private static final long MS = Duration.ofMillis(1).toNanos();

    private final LoopTurns turns = new LoopTurns(0);

    @Test
    void countsATurnForEachLimitThatItIsLongerThan() {
        turns.took(MS, 1);
        turns.took(6 * MS, 2);
        turns.took(200 * MS, 3);
        assertThat(turns.longer(0)).as("longer than 1 ms").isEqualTo(2);
        assertThat(turns.longer(1)).as("longer than 5 ms").isEqualTo(2);
        assertThat(turns.longer(2)).as("longer than 20 ms").isEqualTo(1);
        assertThat(turns.longer(3)).as("longer than 100 ms").isEqualTo(1);
    }

    @Test
    void tellsTheLongestOfThisMinuteAndTheOneBefore() {
        turns.took(7 * MS, 1);
        turns.took(3 * MS, 2);
        assertThat(turns.longest()).hasMillis(7);
        turns.took(MS, LoopTurns.WINDOW_NS + 1);
        assertThat(turns.longest()).as("a minute later").hasMillis(7);
        turns.took(2 * MS, 2 * LoopTurns.WINDOW_NS + 2);
        assertThat(turns.longest()).as("two minutes later").hasMillis(2);
        turns.took(MS, 9 * LoopTurns.WINDOW_NS);
        assertThat(turns.longest()).as("long after").hasMillis(1);
    }
}
