package io.quotegate.bench.wire.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotegate.bench.wire.server.PeerKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSpecTest {
    @Test
    void readsTheGatewayAndItsSettings() {
        assertThat(ServerSpec.parse("quotegate").isGateway()).isTrue();
        assertThat(ServerSpec.parse("quotegate:server.transport=nio+fanout.flush-interval=5ms")
                        .settings())
                .containsExactly("server.transport=nio", "fanout.flush-interval=5ms");
    }

    @Test
    void readsPeersAndTheBatchOfTheFloor() {
        assertThat(ServerSpec.parse("undertow").peer()).isEqualTo(PeerKind.UNDERTOW);
        assertThat(ServerSpec.parse("floor").batch()).isEqualTo(Duration.ofMillis(1));
        ServerSpec slow = ServerSpec.parse("floor:5ms");
        assertThat(slow.batch()).isEqualTo(Duration.ofMillis(5));
        assertThat(slow.label()).isEqualTo("floor:5ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tomcat", "floor:", "floor:0", "floor:soon", "jetty:5ms", "quotegate:", "quotegate:nio"})
    void refusesOtherNames(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSpec.parse(text))
                .withMessageContaining("server: " + text + " (expected: ");
    }
}
