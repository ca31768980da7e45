package io.quotegate.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelayCrowdTest {
    private final RelayCrowd.Whole whole = new RelayCrowd.Whole(2, 10);
    private final RelayCrowd one = new RelayCrowd(whole, (kind, answer) -> {});
    private final RelayCrowd other = new RelayCrowd(whole, (kind, answer) -> {});

    @Test
    void holdsTheClientsOfAllVenuesToOneNumber() {
        one.enter();
        assertThat(other.hasRoom(0)).isTrue();
        other.enter();
        assertThat(one.hasRoom(0)).isFalse();
        assertThat(one.clients()).isEqualTo(1);
        assertThat(one.refused().sum()).isEqualTo(1);
        other.leave();
        assertThat(one.hasRoom(0)).isTrue();
    }

    @Test
    void holdsTheirSubscriptionsToAnother() {
        assertThat(one.trySubscribe(7)).isTrue();
        assertThat(other.trySubscribe(4)).isFalse();
        assertThat(other.hasRoom(4)).isFalse();
        assertThat(other.hasRoom(3)).isTrue();
        assertThat(other.trySubscribe(3)).isTrue();
        assertThat(one.trySubscribe(1)).isFalse();
        other.unsubscribe(3);
        assertThat(one.trySubscribe(3)).isTrue();
        assertThat(one.subscriptions()).isEqualTo(10);
        assertThat(other.subscriptions()).isZero();
        assertThat(other.refused().sum()).isEqualTo(2);
    }
}
