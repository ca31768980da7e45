package io.quotegate.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long MS = 1_000_000;

    @Test
    void allowsSoManyInAnyWindowOfThatLength() {
        RateLimit budget = new RateLimit(3, Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            assertThat(budget.delayNs(i * 100L * MS)).isZero();
            budget.spend(i * 100L * MS);
        }
        assertThat(budget.delayNs(300 * MS)).isEqualTo(700 * MS);
        assertThat(budget.delayNs(1000 * MS)).isZero();
        budget.spend(1000 * MS);
        assertThat(budget.delayNs(1000 * MS)).isEqualTo(100 * MS);
    }

    @Test
    void tellsHowManyAreLeft() {
        RateLimit budget = new RateLimit(5, Duration.ofSeconds(1));
        assertThat(budget.left(0)).isEqualTo(5);
        budget.spend(0, 2);
        budget.spend(500 * MS, 3);
        assertThat(budget.left(999 * MS)).isZero();
        assertThat(budget.left(1000 * MS)).isEqualTo(2);
        budget.spend(1000 * MS, 2);
        assertThat(budget.left(1499 * MS)).isZero();
        assertThat(budget.left(1500 * MS)).isEqualTo(3);
        assertThat(budget.left(2000 * MS)).isEqualTo(5);
    }

    @Test
    void weighsWhatCountsMoreThanOnce() {
        RateLimit budget = new RateLimit(10, Duration.ofSeconds(1));
        budget.spend(0, 4);
        budget.spend(100 * MS, 4);
        assertThat(budget.delayNs(200 * MS, 2)).isZero();
        assertThat(budget.delayNs(200 * MS, 6))
                .as("when the first four are over")
                .isEqualTo(800 * MS);
        assertThat(budget.delayNs(200 * MS, 7)).isEqualTo(900 * MS);
        budget.spend(1000 * MS, 6);
        assertThat(budget.delayNs(1000 * MS)).isEqualTo(100 * MS);
        assertThat(budget.delayNs(1100 * MS, 4)).isZero();
    }

    @Test
    void doesNotCountWhatItRefused() {
        RateLimit budget = new RateLimit(3, Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            assertThat(budget.trySpend(0)).isTrue();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(budget.trySpend(i * 100L * MS)).isFalse();
        }
        assertThat(budget.trySpend(1000 * MS)).isTrue();
    }
}
