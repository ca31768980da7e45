package io.quotegate.gateway.session.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivityTest {
    private long nowNs = 1_000;
    private final Activity activity = new Activity(() -> nowNs);

    @Test
    void beginsAsIfEverythingHadJustHappened() {
        assertThat(activity.silentNs(1_500)).isEqualTo(500);
        assertThat(activity.quietNs(1_500)).isEqualTo(500);
        assertThat(activity.incompleteNs(1_500)).isZero();
    }

    @Test
    void knowsWhenItWasHeardAndSpokenToLast() {
        nowNs = 2_000;
        activity.heard(false);
        nowNs = 3_000;
        activity.spoke();
        assertThat(activity.silentNs(3_500)).isEqualTo(1_500);
        assertThat(activity.quietNs(3_500)).isEqualTo(500);
    }

    @Test
    void countsFromTheFirstByteOfAMessageHoweverManyFollow() {
        activity.heard(true);
        nowNs = 2_000;
        activity.heard(true);
        assertThat(activity.incompleteNs(4_000)).isEqualTo(3_000);
        activity.heard(false);
        assertThat(activity.incompleteNs(4_000)).isZero();
        activity.heard(true);
        assertThat(activity.incompleteNs(4_000)).isEqualTo(2_000);
    }

    @Test
    void doesNotCountTheTimeInWhichNothingIsRead() {
        activity.readOn();
        assertThat(activity.incompleteNs(1_500)).isZero();
        activity.heard(true);
        nowNs = 2_000;
        activity.readOn();
        assertThat(activity.incompleteNs(2_500)).isEqualTo(500);
    }

    @Test
    void forgetsAMessageThatAnotherProtocolBegan() {
        activity.heard(true);
        activity.beginAnew();
        assertThat(activity.incompleteNs(4_000)).isZero();
    }
}
