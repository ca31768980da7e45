package io.quotegate.gateway.relay.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastCandlesTest {
    private static final long LAST_MS = 1_600_000_000_000L;
    private static final long OVER_MS = LAST_MS + 60_000 + 5_000; // and no clock is that wrong

    private static PastCandles at(long epochMs) {
        return new PastCandles(Map.of("1m", Duration.ofMinutes(1)), () -> epochMs);
    }

    @Test
    void waitsUntilTheLastIsOver() {
        assertThat(at(OVER_MS).areMeant("1m", String.valueOf(LAST_MS))).isFalse();
        assertThat(at(OVER_MS + 1).areMeant("1m", String.valueOf(LAST_MS))).isTrue();
    }

    @Test
    void allowsForTimesWithoutTradingWhereOnlyTheFirstIsTold() {
        long endMs =
                LAST_MS + Duration.ofMinutes(10).toMillis() + Duration.ofDays(2).toMillis();
        assertThat(at(endMs).areMeant("1m", String.valueOf(LAST_MS), 10)).isFalse();
        assertThat(at(endMs + 1).areMeant("1m", String.valueOf(LAST_MS), 10)).isTrue();
        assertThat(at(endMs + 1).areMeant(null, String.valueOf(LAST_MS), 10)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ",1600000000000",
        "1m,",
        "7m,1600000000000",
        "1m,160000000000",
        "1m,16000000000000",
        "1m,-160000000000",
        "1m,160000000000x"
    })
    void takesNothingForPastThatMakesNoSense(@Nullable String length, @Nullable String last) {
        assertThat(at(Long.MAX_VALUE).areMeant(length, last)).isFalse();
    }
}
