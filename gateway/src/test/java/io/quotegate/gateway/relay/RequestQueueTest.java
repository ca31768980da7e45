package io.quotegate.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final RequestQueue<Integer> queue = new RequestQueue<>(2, Duration.ofSeconds(1), 5);

    @Test
    void letsThemWaitForTheirTimeInTheirOrder() {
        for (int i = 0; i < 4; i++) {
            assertThat(queue.offer(i, 10)).isTrue();
        }
        assertThat(queue.isDue(0)).isTrue();
        assertThat(queue.take(0)).isEqualTo(0);
        assertThat(queue.take(0)).isEqualTo(1);
        assertThat(queue.isDue(SECOND_NS - 1)).isFalse();
        assertThat(queue.isDue(SECOND_NS)).isTrue();
        assertThat(queue.take(SECOND_NS)).isEqualTo(2);
        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void takesNoMoreThanSoManyAndSoMuch() {
        for (int i = 0; i < 5; i++) {
            assertThat(queue.offer(i, 10)).isTrue();
        }
        assertThat(queue.offer(5, 10)).isFalse();
        RequestQueue<Integer> large = new RequestQueue<>(2, Duration.ofSeconds(1), 5);
        assertThat(large.offer(0, 1 << 20))
                .as("one whole message is always taken")
                .isTrue();
        assertThat(large.offer(1, 10)).isFalse();
    }
}
