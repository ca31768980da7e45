package io.quotegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Instruments;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownNodeTest {
    private static final long MS = 1_000_000;

    private final KnownNode node = new KnownNode(UUID.randomUUID(), Instruments.of(List.of("BTC-USDT")));

    private void beat(long nowMs) {
        node.onHeartbeat(new Heartbeat(0, true, new long[ClusterStream.PUBLISHED], List.of()), nowMs * MS);
    }

    @Test
    void countsEachHeartbeatOnceThatDidNotComeInTime() {
        assertThat(node.missed(5_000 * MS)).as("none was promised yet").isZero();
        beat(5_000);
        assertThat(node.missed(5_199 * MS)).as("late, perhaps").isZero();
        assertThat(node.missed(5_200 * MS)).isEqualTo(1);
        assertThat(node.missed(5_299 * MS)).as("counted already").isZero();
        assertThat(node.missed(5_450 * MS)).isEqualTo(2);
        beat(5_460);
        assertThat(node.missed(5_600 * MS)).isZero();
        node.forgive(1_000 * MS);
        assertThat(node.missed(6_600 * MS)).as("we slept").isZero();
        assertThat(node.missed(6_700 * MS)).isEqualTo(1);
    }
}
