package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.admission.Shedding;
import io.quotegate.gateway.session.admission.TestGauge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SheddingTest {
    private static final int KIB = 1024;

    private final ConnectionSweeper sweeper = new ConnectionSweeper(new Faults().at("connections"));
    private final ConnectionMetrics metrics = new ConnectionMetrics();
    private final AtomicLongArray largest = new AtomicLongArray(2);
    private final List<Connection> all = new ArrayList<>();
    private final TestGauge memory = new TestGauge(() -> all.stream()
            .filter(connection -> !connection.isEnding())
            .mapToLong(Connection::keptBytes)
            .sum());
    private final Shedding shedding = new Shedding(memory.gauge(), largest, 0);

    /** A client for which {@code bytes} wait. */
    private Connection holding(int bytes) {
        EmbeddedChannel channel = new EmbeddedChannel();
        Connection connection = new Connection(channel, sweeper, metrics, 1 << 30, Callers.anybody());
        channel.pipeline().addLast(new ConnectionTail(connection));
        connection.speak(Protocol.JSON, new ProtocolSession() {
            @Override
            public void onTime(long nowNs) {}

            @Override
            public long keptBytes() {
                return bytes;
            }

            @Override
            public ByteBuf farewell(DisconnectReason reason) {
                return Unpooled.EMPTY_BUFFER;
            }

            @Override
            public void stopReading() {}
        });
        all.add(connection);
        return connection;
    }

    @AfterEach
    void close() {
        all.forEach(connection -> connection.channel().close());
    }

    @Test
    void endsTheLargestUntilThereIsEnough() {
        Connection small = holding(20 * KIB);
        Connection large = holding(900 * KIB);
        Connection larger = holding(1000 * KIB);
        Connection nearly = holding(800 * KIB);
        memory.most(1800 * KIB);
        shedding.run(all, null);
        assertThat(larger.isEnding()).isTrue();
        assertThat(List.of(small, large, nearly)).noneMatch(Connection::isEnding);
        assertThat(metrics.disconnects(Protocol.JSON, DisconnectReason.SHED)).isEqualTo(1);
        memory.most(100 * KIB);
        shedding.run(all, null);
        assertThat(List.of(large, nearly)).allMatch(Connection::isEnding);
        assertThat(small.isEnding()).isFalse();
    }

    @Test
    void leavesThoseThatHoldLittleBesideWhatOthersDo() {
        Connection here = holding(100 * KIB);
        largest.set(1, 1000 * KIB);
        memory.most(10 * KIB);
        shedding.run(all, null);
        assertThat(here.isEnding()).as("another loop has larger ones").isFalse();
        largest.set(1, 0);
        shedding.run(all, null);
        assertThat(here.isEnding()).isTrue();
    }

    @Test
    void endsNobodyWhileThereIsEnough() {
        Connection here = holding(1000 * KIB);
        memory.most(2000 * KIB);
        shedding.run(all, null);
        assertThat(here.isEnding()).isFalse();
        assertThat(largest.get(0)).isZero();
    }
}
