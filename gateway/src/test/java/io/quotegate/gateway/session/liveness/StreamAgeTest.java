package io.quotegate.gateway.session.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamAgeTest {
    private static final Duration MOST = Duration.ofSeconds(100);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void isOverAtNoTimeWhereItIsNotLimited() {
        assertThat(StreamAge.isOver(0, Long.MAX_VALUE, Duration.ZERO)).isFalse();
    }

    @Test
    void isOverBetweenFourFifthsAndAllOfIt() {
        for (long born = -50_000; born < 50_000; born += 7) {
            assertThat(StreamAge.isOver(born, born + 79 * SECOND, MOST)).isFalse();
            assertThat(StreamAge.isOver(born, born + 100 * SECOND, MOST)).isTrue();
        }
    }

    @Test
    void isSpreadForStreamsThatBeginTogether() {
        int over = 0;
        for (int i = 0; i < 1_000; i++) {
            over += StreamAge.isOver(1_000L * i, 1_000L * i + 90 * SECOND, MOST) ? 1 : 0;
        }
        assertThat(over).isBetween(400, 600);
    }
}
