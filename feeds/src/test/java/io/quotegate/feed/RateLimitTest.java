package io.quotegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

    private final RateLimit limit = new RateLimit(3, Duration.ofSeconds(1));

    @Test
    void allowsSoManyInAnyWindow() {
        assertThat(limit.trySpend(-50)).isTrue();
        assertThat(limit.trySpend(100)).isTrue();
        assertThat(limit.trySpend(200)).isTrue();
        assertThat(limit.trySpend(300)).isFalse();
        assertThat(limit.delayNs(300)).isEqualTo(SECOND_NS - 350);

        assertThat(limit.trySpend(SECOND_NS - 50)).isTrue();
        assertThat(limit.trySpend(SECOND_NS)).isFalse();
        assertThat(limit.trySpend(SECOND_NS + 100)).isTrue();
    }

    @Test
    void doesNotCountWhatItRefused() {
        for (int i = 0; i < 3; i++) {
            limit.spend(0);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(limit.trySpend(i)).isFalse();
        }
        assertThat(limit.trySpend(SECOND_NS)).isTrue();
    }
}
