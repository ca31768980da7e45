package io.quotegate.bench.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateClockTest {
    private static final long MS = 1_000_000;
    private static final long START_NS = 123_456_789;

    @Test
    void keepsTheRateOverAnyTime() {
        RateClock clock = new RateClock(3333, START_NS);
        long sent = 0;
        for (long ms = 1; ms <= 100_000; ms++) {
            long due = clock.due(START_NS + ms * MS);
            clock.spend(due);
            sent += due;
        }
        assertThat(sent).isEqualTo(333_300);
    }

    @Test
    void owesWhatWasNotSpent() {
        RateClock clock = new RateClock(1000, START_NS);
        assertThat(clock.due(START_NS + 5 * MS)).isEqualTo(5);
        clock.spend(2);
        assertThat(clock.due(START_NS + 6 * MS)).isEqualTo(4);
    }

    @Test
    void makesUpForAtMostASecond() {
        RateClock clock = new RateClock(1000, START_NS);
        assertThat(clock.due(START_NS + 7500 * MS)).isEqualTo(1000);
        clock.spend(1000);
        assertThat(clock.due(START_NS + 7501 * MS)).isEqualTo(1);
    }
}
