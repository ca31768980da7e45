package io.quotegate.gateway.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestRateTest {
    private static final int PER_SECOND = 100;
    private static final long SWEEP_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final RequestRate rate = new RequestRate();

    private int allowed(long nowNs, int asked) {
        int allowed = 0;
        for (int i = 0; i < asked; i++) {
            allowed += rate.take(nowNs, PER_SECOND) == RequestRate.Verdict.ALLOWED ? 1 : 0;
        }
        return allowed;
    }

    /** Whether a client that asks for more than it may at this time is to be ended. */
    private boolean hasEnough(long nowNs) {
        boolean enough = false;
        for (int i = 0; i < 60; i++) {
            enough |= rate.take(nowNs, PER_SECOND) == RequestRate.Verdict.ENOUGH;
        }
        return enough;
    }

    @Test
    void allowsASecondsWorthAtOnceAndThenSoManyASecond() {
        assertThat(allowed(0, 150)).isEqualTo(100);
        assertThat(allowed(SWEEP_NS, 150)).isEqualTo(25);
        assertThat(allowed(SWEEP_NS * 100, 150)).isEqualTo(100);
    }

    @Test
    void hasEnoughOfWhoAsksForMoreForTenSeconds() {
        int sweeps = 0;
        while (sweeps < 100 && !hasEnough(sweeps * SWEEP_NS)) {
            sweeps++;
        }
        assertThat(sweeps * SWEEP_NS).isBetween(TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(12));
    }

    @Test
    void forgetsWhoAsksForLessAgain() {
        for (int second = 0; second < 60; second++) {
            long nowNs = TimeUnit.SECONDS.toNanos(2L * second);
            for (int i = 0; i < 300; i++) {
                assertThat(rate.take(nowNs, PER_SECOND)).isNotEqualTo(RequestRate.Verdict.ENOUGH);
            }
        }
    }

    @Test
    void gainsNothingWhenTheLimitIsChanged() {
        assertThat(allowed(0, 150)).isEqualTo(PER_SECOND);
        assertThat(rate.take(0, 2 * PER_SECOND)).isEqualTo(RequestRate.Verdict.REFUSED);
        assertThat(rate.take(SWEEP_NS, 2 * PER_SECOND)).isEqualTo(RequestRate.Verdict.ALLOWED);
    }
}
