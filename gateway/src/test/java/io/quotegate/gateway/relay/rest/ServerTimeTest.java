package io.quotegate.gateway.relay.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServerTimeTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ServerTime time = new ServerTime();

    @Test
    void goesOnFromWhatTheVenueToldForTenSeconds() {
        assertThat(time.epochMs(0)).isEmpty();
        time.onTold(1_000_000, 100 * MS, 140 * MS); // it was that late there in the middle, as far as anybody knows
        assertThat(time.epochMs(140 * MS)).isEqualTo(OptionalLong.of(1_000_020));
        assertThat(time.epochMs(10_119 * MS)).isEqualTo(OptionalLong.of(1_009_999));
        assertThat(time.epochMs(10_120 * MS)).isEmpty();
    }

    @Test
    void believesNoAnswerThatTookLong() {
        time.onTold(1_000_000, 0, 1000 * MS);
        assertThat(time.epochMs(1000 * MS)).isEmpty();
    }

    @Test
    void isNotKnownOfAVenueThatIsAway() {
        time.onTold(1_000_000, 0, MS);
        time.onAway();
        assertThat(time.epochMs(MS)).isEmpty();
    }
}
