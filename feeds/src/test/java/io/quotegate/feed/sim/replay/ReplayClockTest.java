package io.quotegate.feed.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.feed.sim.TestModels;
import io.quotegate.market.Venue;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayClockTest {
    private static final long START_NS = 1000;
    private static final long END_NS = 5000;
    private static final long NOW_NS = -77;

    private final ReplayClock clock = new ReplayClock(
            new RecordingSummary(
                    Path.of("none"),
                    TestModels.own(Venue.OKX).recordings(),
                    List.of("BTC-USDT"),
                    Set.of(),
                    1,
                    0,
                    START_NS,
                    END_NS,
                    300,
                    List.of()),
            2);

    private static TimedMessage message(long timeNs, long eventTimeNs) {
        return new TimedMessage(
                timeNs, new RecordedMessage("t", "s", new byte[0], new RecordedMessage.Range(0, 0), eventTimeNs));
    }

    @Test
    void standsStillUntilItIsStartedAndBehindTheEnd() {
        assertThat(clock.epochNs()).isEqualTo(START_NS + 300);
        clock.advance(NOW_NS);
        assertThat(clock.positionNs()).isEqualTo(START_NS);
        clock.advance(NOW_NS + 500);
        assertThat(clock.positionNs()).isEqualTo(START_NS + 1000);
        clock.advance(NOW_NS + 1_000_000);
        assertThat(clock.positionNs()).isEqualTo(END_NS);
        assertThat(clock.epochNs()).isEqualTo(END_NS + 300);
    }

    @Test
    void waitsWhereItIsHeld() {
        clock.advance(NOW_NS);
        clock.advance(NOW_NS + 1000);
        clock.holdAt(2500);
        assertThat(clock.positionNs()).isEqualTo(2500);
        clock.advance(NOW_NS + 1100);
        assertThat(clock.positionNs()).isEqualTo(2700);
    }

    @Test
    void isNeverBehindWhatAMessageTells() {
        clock.advance(NOW_NS);
        clock.played(message(START_NS, START_NS + 900));
        assertThat(clock.epochNs()).isEqualTo(START_NS + 900);
        clock.played(message(START_NS, START_NS + 100));
        clock.played(message(START_NS, 0));
        assertThat(clock.epochNs()).isEqualTo(START_NS + 900);
    }
}
