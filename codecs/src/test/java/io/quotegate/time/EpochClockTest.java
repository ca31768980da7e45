package io.quotegate.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

class EpochClockTest {
    @RepeatedTest(20)
    void readsTheWallClockToTheMicrosecondNotTheMillisecond() {
        EpochClock clock = new EpochClock();
        long before = wallNs();

        long epochNs = clock.epochNs();

        long uncertaintyNs = TimeUnit.MICROSECONDS.toNanos(50); // of measuring the offset, on a machine that is busy
        assertThat(epochNs).isBetween(before - uncertaintyNs, wallNs() + uncertaintyNs);
    }

    private static long wallNs() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
