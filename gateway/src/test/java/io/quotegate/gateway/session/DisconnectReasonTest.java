package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisconnectReasonTest {
    @ParameterizedTest
    @EnumSource
    void canBeSaidByEveryProtocol(DisconnectReason reason) {
        assertThat(reason.wireName()).matches("[a-z_]+");
        assertThat(reason.webSocketCode()).isBetween(1000, 4999);
        assertThat(reason.grpcStatus()).isBetween(0, 16);
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatAViolationEndsWith(Violation violation) {
        assertThat(DisconnectReason.of(violation).comeBack())
                .as("it would only violate again")
                .isFalse();
    }

    @Test
    void givesOnlyASlowClientLongToReadWhyItEnds() {
        for (DisconnectReason reason : DisconnectReason.values()) {
            boolean slow = reason == DisconnectReason.SLOW_CONSUMER;
            assertThat(reason.farewellNs() > DisconnectReason.FAREWELL_NS)
                    .as(reason.wireName())
                    .isEqualTo(slow);
        }
    }
}
