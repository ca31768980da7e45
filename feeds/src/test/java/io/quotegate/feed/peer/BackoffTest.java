package io.quotegate.feed.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Backoff backoff = new Backoff(Duration.ofSeconds(30), new Random(1));

    @Test
    void triesAtOnceThenDoublesUpToTheCapWithJitter() {
        assertThat(backoff.nextDelayNs()).isZero();
        double[] seconds = {0.5, 1, 2, 4, 8, 16, 30, 30};
        for (double expected : seconds) {
            assertThat(backoff.nextDelayNs() / (double) SECOND).isBetween(expected * 0.8, expected * 1.2);
        }
    }

    @Test
    void neverOverflowsHoweverOftenItFails() {
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.nextDelayNs()).isBetween(0L, 36 * SECOND);
        }
    }

    @Test
    void differsFromOneGatewayToTheNext() {
        Backoff other = new Backoff(Duration.ofSeconds(30), new Random(2));
        backoff.nextDelayNs();
        other.nextDelayNs();
        assertThat(backoff.nextDelayNs()).isNotEqualTo(other.nextDelayNs());
    }

    @Test
    void beginsAnewOnlyWhenToldThatAllIsWell() {
        backoff.nextDelayNs();
        backoff.nextDelayNs();
        backoff.reset();
        assertThat(backoff.nextDelayNs()).isZero();
        assertThat(backoff.nextDelayNs()).isLessThan(SECOND);
    }
}
