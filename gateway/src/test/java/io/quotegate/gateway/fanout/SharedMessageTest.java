package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.RecordingOutlet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedMessageTest {
    private final TestLoop loop = new TestLoop();
    private final RecordingOutlet client = new RecordingOutlet();
    private final List<WireFormat> encoded = new ArrayList<>();

    private SharedMessage message(String text) {
        return new SharedMessage(loop.context.writer(), (format, out) -> {
            encoded.add(format);
            out.ascii(text);
        });
    }

    @Test
    void isEncodedOnceForEachFormatThatAnybodyWants() {
        try (SharedMessage message = message("hi")) {
            message.send(client, WireFormat.LINE_JSON);
            message.send(client, WireFormat.FRAME_JSON);
            message.send(client, WireFormat.LINE_JSON);
        }
        assertThat(encoded).containsExactly(WireFormat.LINE_JSON, WireFormat.FRAME_JSON);
        assertThat(client.text()).containsExactly("hi\n", "\0\0\0\2hi", "hi\n");
    }

    @Test
    void endsWhomItCannotBeSentToAndNobodyElse() {
        RecordingOutlet other = new RecordingOutlet();
        client.failure = new IllegalStateException("on purpose");
        try (SharedMessage message = message("hi")) {
            message.send(client, WireFormat.LINE_JSON);
            message.send(other, WireFormat.LINE_JSON);
        }
        assertThat(client.reason).isEqualTo(DisconnectReason.INTERNAL_ERROR);
        assertThat(client.faults).isEqualTo(1);
        assertThat(other.text()).containsExactly("hi\n");
        assertThat(other.reason).isNull();
    }

    @Test
    void waitsForAClientThatTakesNothingAndEndsItWhenTooMuchDoes() {
        client.writable = false;
        String long_ = "x".repeat(RecordingOutlet.PENDING_LIMIT - 1);
        try (SharedMessage message = message(long_)) {
            message.send(client, WireFormat.LINE_JSON);
            assertThat(client.waiting()).containsExactly(long_ + '\n');
            assertThat(client.reason).isNull();

            message.send(client, WireFormat.LINE_JSON);
        }
        assertThat(client.waiting()).hasSize(1);
        assertThat(client.reason).isEqualTo(DisconnectReason.SLOW_CONSUMER);
    }
}
