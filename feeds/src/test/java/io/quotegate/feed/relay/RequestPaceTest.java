package io.quotegate.feed.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestPaceTest {
    private static final long MS = 1_000_000;

    private static RequestPace of(int requests, Duration window) {
        return new RequestPace(new RelayLimits(100, 10, 10, requests, window, 1));
    }

    @Test
    void sendsTheFirstAtOnceAndGathersTheOthers() {
        RequestPace pace = of(4, Duration.ofSeconds(1));
        assertThat(pace.trySpend(0)).isTrue();
        assertThat(pace.trySpend(249 * MS)).isFalse();
        assertThat(pace.trySpend(250 * MS)).isTrue();
    }

    @Test
    void neverUsesMoreThanTheVenueAllowsAndGathersForLongerTheMoreIsUsed() {
        RequestPace pace = of(480, Duration.ofHours(1));
        int sent = 0;
        int inFirstMinute = 0;
        for (long nowMs = 0; nowMs < 3_600_000; nowMs += 50) {
            sent += pace.trySpend(nowMs * MS) ? 1 : 0;
            inFirstMinute = nowMs < 60_000 ? sent : inFirstMinute;
        }
        assertThat(sent).isLessThanOrEqualTo(480);
        assertThat(inFirstMinute).isBetween(120, 200);
        assertThat(pace.trySpendIdly(3_600_000 * MS))
                .as("more than half is used")
                .isFalse();
    }

    @Test
    void isExhaustedWhenNothingIsLeftForAMinute() {
        RequestPace pace = of(3, Duration.ofHours(1));
        long nowMs = 0;
        for (int sent = 0; sent < 3; nowMs += 1000) {
            assertThat(pace.isExhausted(nowMs * MS)).isFalse();
            sent += pace.trySpend(nowMs * MS) ? 1 : 0;
        }
        assertThat(pace.isExhausted(nowMs * MS)).isTrue();
        assertThat(pace.isExhausted(3_600_000 * MS)).isFalse();
    }
}
