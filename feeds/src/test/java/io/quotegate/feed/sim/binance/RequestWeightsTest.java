package io.quotegate.feed.sim.binance;

import static io.quotegate.feed.sim.binance.RequestWeights.Verdict.ALLOWED;
import static io.quotegate.feed.sim.binance.RequestWeights.Verdict.BANNED;
import static io.quotegate.feed.sim.binance.RequestWeights.Verdict.OVER_LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestWeightsTest {
    private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();

    private final RequestWeights weights = new RequestWeights(10);

    @Test
    void beginsAnewEachMinute() {
        assertThat(weights.spend(CLIENT, 10, -1)).isEqualTo(ALLOWED);
        assertThat(weights.spend(CLIENT, 10, 0)).isEqualTo(ALLOWED);
        assertThat(weights.used(CLIENT)).isEqualTo(10);
        assertThat(weights.spend(CLIENT, 1, 1)).isEqualTo(OVER_LIMIT);
        assertThat(weights.retryAfter(CLIENT, MINUTE_NS / 2)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(weights.spend(CLIENT, 1, MINUTE_NS)).isEqualTo(ALLOWED);
    }

    @Test
    void bansWhoDoesNotStopForTwoMinutes() {
        weights.spend(CLIENT, 10, 0);
        for (int i = 0; i < 5; i++) {
            assertThat(weights.spend(CLIENT, 1, 0)).isEqualTo(OVER_LIMIT);
        }
        assertThat(weights.spend(CLIENT, 1, 0)).isEqualTo(BANNED);
        assertThat(weights.retryAfter(CLIENT, 0)).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(121));
        assertThat(weights.spend(CLIENT, 1, 2 * MINUTE_NS - 1)).isEqualTo(BANNED);
        assertThat(weights.spend(CLIENT, 1, 2 * MINUTE_NS)).isEqualTo(ALLOWED);
    }
}
