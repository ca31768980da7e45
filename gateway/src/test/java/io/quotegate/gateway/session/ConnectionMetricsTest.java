package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionMetricsTest {
    private final ConnectionMetrics metrics = new ConnectionMetrics();

    @Test
    void countsAConnectionUnderWhatItSpeaksNow() {
        metrics.opened(Protocol.UNKNOWN);
        metrics.opened(Protocol.UNKNOWN);
        metrics.changed(Protocol.UNKNOWN, Protocol.HTTP);
        metrics.changed(Protocol.HTTP, Protocol.WEBSOCKET);
        assertThat(metrics.open(Protocol.UNKNOWN)).isEqualTo(1);
        assertThat(metrics.open(Protocol.HTTP)).isZero();
        assertThat(metrics.open(Protocol.WEBSOCKET)).isEqualTo(1);
    }

    @Test
    void countsWhyConnectionsEnded() {
        metrics.opened(Protocol.JSON);
        metrics.opened(Protocol.JSON);
        metrics.ended(Protocol.JSON, DisconnectReason.CLIENT_BYE);
        metrics.ended(Protocol.JSON, DisconnectReason.FLOOD);
        assertThat(metrics.open(Protocol.JSON)).isZero();
        assertThat(metrics.disconnects(Protocol.JSON, DisconnectReason.CLIENT_BYE))
                .isEqualTo(1);
        assertThat(metrics.disconnects(Protocol.JSON, DisconnectReason.LAPPED)).isZero();
        assertThat(metrics.disconnects(Protocol.HTTP, DisconnectReason.FLOOD)).isZero();
    }
}
