package io.quotegate.feed.sim.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();
    private static final long START_NS = -123_456_789L;

    private static long spendAll(Pacer pacer, long nowNs) {
        long due = pacer.due(nowNs);
        pacer.spend(due);
        return due;
    }

    @Test
    void keepsItsRateHoweverUnevenlyItIsAsked() {
        Pacer pacer = new Pacer(100, START_NS);
        long done = 0;
        for (long nowNs = START_NS; nowNs < START_NS + 60 * SECOND_NS; nowNs += 7_770_777) {
            done += spendAll(pacer, nowNs);
        }
        assertThat(done + spendAll(pacer, START_NS + 60 * SECOND_NS)).isEqualTo(6000);
    }

    @Test
    void makesUpForAtMostASecond() {
        Pacer pacer = new Pacer(100, START_NS);
        assertThat(spendAll(pacer, START_NS + SECOND_NS / 2)).isEqualTo(50);

        long afterStallNs = START_NS + 10 * SECOND_NS;
        assertThat(spendAll(pacer, afterStallNs)).isEqualTo(100);
        assertThat(spendAll(pacer, afterStallNs)).isZero();
        assertThat(spendAll(pacer, afterStallNs + SECOND_NS / 10)).isEqualTo(10);
    }

    @Test
    void keepsDueWhatWasNotDoneYet() {
        Pacer pacer = new Pacer(1000, START_NS);
        assertThat(pacer.due(START_NS + SECOND_NS / 2)).isEqualTo(500);
        pacer.spend(200);
        assertThat(pacer.due(START_NS + SECOND_NS / 2)).isEqualTo(300);
    }

    @Test
    void neverHasAnythingDueAtRateZero() {
        assertThat(new Pacer(0, START_NS).due(START_NS + 100 * SECOND_NS)).isZero();
    }
}
