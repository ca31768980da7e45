package io.quotegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {
    private final SequenceCheck check = new SequenceCheck();

    @Test
    void beginsAnywhere() {
        assertThat(check.onMessage(5000, 3)).isZero();
        assertThat(check.onMessage(5003, 1)).isZero();
    }

    @Test
    void tellsHowManyAreMissing() {
        check.onMessage(1, 2);
        assertThat(check.onMessage(5, 1)).isEqualTo(2);
        assertThat(check.onMessage(6, 1)).as("the gap is told once").isZero();
    }

    @Test
    void tellsHowManyWereThereBefore() {
        assertThat(check.repeated(10, 4)).as("nothing is known").isZero();
        check.onMessage(10, 4);
        assertThat(check.repeated(12, 4)).isEqualTo(2);
        assertThat(check.onMessage(12, 4)).isZero();
        assertThat(check.repeated(2, 4)).isEqualTo(4);
        assertThat(check.onMessage(2, 4)).isZero();
        assertThat(check.onMessage(16, 1)).as("goes on where it was").isZero();
    }

    @Test
    void believesAHeartbeatWhenThreeHaveFollowedIt() {
        check.onMessage(0, 10);
        assertThat(check.onHeartbeat(12)).isZero();
        assertThat(check.onHeartbeat(14)).isZero();
        assertThat(check.onHeartbeat(16)).isZero();
        assertThat(check.onHeartbeat(18)).as("those before 12").isEqualTo(2);
        assertThat(check.onHeartbeat(18)).as("those before 14").isEqualTo(4);
        assertThat(check.onMessage(10, 3)).as("they may come").isZero();
        assertThat(check.onHeartbeat(18)).as("those before 16").isEqualTo(3);
        check.giveUp(3);
        assertThat(check.repeated(13, 4)).as("too late").isEqualTo(3);
        assertThat(check.onMessage(16, 1)).isZero();
    }

    @Test
    void hasPatienceWithAStreamThatIsALittleLate() {
        check.onMessage(0, 10);
        for (int i = 0; i < 100; i++) {
            assertThat(check.onHeartbeat(10 + i + 1)).isZero();
            assertThat(check.onMessage(10 + i, 1)).isZero();
        }
    }

    @Test
    void missesNothingOfAStreamThatIsSilent() {
        for (int i = 0; i < 10; i++) {
            assertThat(check.onHeartbeat(0)).isZero();
        }
        assertThat(check.onMessage(0, 1)).isZero();
    }

    @Test
    void missesNothingThatWasBeforeItBegan() {
        for (int i = 0; i < 10; i++) {
            assertThat(check.onHeartbeat(700)).isZero();
        }
        assertThat(check.onMessage(700, 1)).isZero();
    }
}
