package io.quotegate.gateway.operation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.RecordingOutlet;
import org.junit.jupiter.api.Test;

class DownloadGateTest {
    private final RecordingOutlet client = new RecordingOutlet();
    private final DownloadGate gate = new DownloadGate(client);

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    @Test
    void holdsWhateverWayItIsWrittenAndLetsItGoInOrder() {
        gate.write(bytes("a"));
        gate.writeAndFlush(bytes("b"));
        gate.writeFirst(bytes("c"));
        gate.putOff(bytes("d"));
        ByteBuf shared = bytes("e");
        gate.push(shared);
        assertThat(gate.isWritable()).isFalse();
        assertThat(gate.unsentBytes()).isEqualTo(5);
        assertThat(client.text()).isEmpty();

        gate.letGo();

        assertThat(client.text()).containsExactly("a", "b", "c", "d", "e");
        assertThat(client.flushes).isPositive();
        assertThat(gate.unsentBytes()).isZero();
        assertThat(shared.refCnt()).isEqualTo(1);
        shared.release();
    }

    @Test
    void endsTheClientThatWouldHaveToHoldMoreThanItMay() {
        String most = "x".repeat(RecordingOutlet.PENDING_LIMIT);
        gate.write(bytes(most));
        assertThat(client.reason).isNull();
        ByteBuf one = bytes("y");
        gate.write(one);
        assertThat(client.reason).isEqualTo(DisconnectReason.SLOW_CONSUMER);
        assertThat(one.refCnt()).isZero();
    }

    @Test
    void releasesWhatItHoldsWhenTheClientIsGone() {
        ByteBuf held = bytes("a");
        gate.write(held);
        gate.close();
        gate.letGo();
        assertThat(held.refCnt()).isZero();
        assertThat(client.text()).isEmpty();
    }
}
