package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionDrainTest {
    private final ConnectionMetrics metrics = new ConnectionMetrics();
    private final ConnectionSweeper sweeper = new ConnectionSweeper(new Faults().at("connections"));
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private long nowNs = 77;

    private void connect(int count) {
        for (int i = 0; i < count; i++) {
            EmbeddedChannel channel = new EmbeddedChannel();
            channels.add(channel);
            connections.add(new Connection(channel, sweeper, metrics, 1000, Callers.anybody()));
        }
    }

    @AfterEach
    void release() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private long told() {
        return metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.SERVER_SHUTDOWN);
    }

    private ConnectionDrain over(Duration time) {
        return new ConnectionDrain(connections, DisconnectReason.SERVER_SHUTDOWN, time, () -> nowNs);
    }

    private void passes(long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void areSaidEvenlyOverTheTime() {
        connect(10);
        ConnectionDrain drain = over(Duration.ofSeconds(1));
        drain.tick();
        assertThat(told()).isZero();
        for (int i = 1; i <= 10; i++) {
            passes(100);
            drain.tick();
            assertThat(told()).isEqualTo(i);
        }
        passes(5_000);
        drain.tick();
        assertThat(told()).isEqualTo(10);
    }

    @Test
    void areSaidToAllAtOnceWhenTheLoopWasLate() {
        connect(10);
        ConnectionDrain drain = over(Duration.ofSeconds(1));
        passes(2_000);
        drain.tick();
        assertThat(told()).isEqualTo(10);
    }

    @Test
    void areNotSaidAgainToWhomIsEndingOrGone() {
        connect(3);
        connections.get(0).closeFor(DisconnectReason.FLOOD);
        connections.get(1).end(DisconnectReason.CLIENT_BYE);
        ConnectionDrain drain = over(Duration.ofMillis(1));
        passes(10);
        drain.tick();
        assertThat(told()).isEqualTo(1);
    }
}
