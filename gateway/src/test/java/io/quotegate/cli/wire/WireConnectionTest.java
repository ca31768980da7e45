package io.quotegate.cli.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.testkit.WebSocketProbe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class WireConnectionTest {
    private static final String GRANTED = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n";

    private final List<String> heard = new ArrayList<>();
    private final Traffic traffic = new Traffic() {
        @Override
        public void onOpen(Channel channel) {
            heard.add("ready");
        }

        @Override
        public void onMessage(ByteBuf bytes, int at, int length) {
            heard.add(bytes.toString(at, length, UTF_8));
        }

        @Override
        public void onReadComplete() {}
    };
    private final WireConnection.Listener listener = new WireConnection.Listener() {
        @Override
        public void onOpen() {
            heard.add("open");
        }

        @Override
        public void onClosed(boolean wasOpen, String how) {
            heard.add((wasOpen ? "closed: " : "never open: ") + how);
        }
    };

    private EmbeddedChannel webSocket() {
        heard.clear();
        EmbeddedChannel channel =
                new EmbeddedChannel(WireConnection.webSocket("h:1", "/v1/stream", "", traffic, listener));
        assertThat(sent(channel)).startsWith("GET /v1/stream HTTP/1.1\r\nHost: h:1\r\n");
        return channel;
    }

    private static String sent(EmbeddedChannel channel) {
        ByteBuf bytes = channel.readOutbound();
        try {
            return bytes.toString(US_ASCII);
        } finally {
            bytes.release();
        }
    }

    private static byte[] granted(byte[]... frames) {
        return ByteBufUtil.getBytes(
                Unpooled.wrappedBuffer(Unpooled.copiedBuffer(GRANTED, US_ASCII), Unpooled.wrappedBuffer(frames)));
    }

    private static byte[] frame(int opcode, String payload) {
        ByteBuf out = Unpooled.buffer();
        WebSocketFrames.header(out, WebSocketFrames.FIN | opcode, payload.length());
        return ByteBufUtil.getBytes(out.writeBytes(payload.getBytes(UTF_8)));
    }

    @Test
    void shakesHandsAndTellsOfMessagesWhereverTheyAreCut() {
        byte[] all = granted(frame(WebSocketFrames.TEXT, "first"), frame(WebSocketFrames.TEXT, "second"));
        EverySplit.of(all, (pieces, cut) -> {
            EmbeddedChannel channel = webSocket();
            channel.writeInbound(pieces.toArray());
            channel.finishAndReleaseAll();
            assertThat(heard).as(cut).containsExactly("open", "ready", "first", "second", "closed: lost");
        });
    }

    @Test
    void tellsWhyAHandshakeWasRefused() {
        EmbeddedChannel channel = webSocket();
        channel.writeInbound(Unpooled.copiedBuffer("HTTP/1.1 404 Not Found\r\n\r\n", US_ASCII));
        assertThat(channel.isOpen()).isFalse();
        assertThat(heard)
                .containsExactly("never open: handshake: HTTP/1.1 404 Not Found (expected: 101 Switching Protocols)");
    }

    @Test
    void answersPingsAndGoodbyes() throws Exception {
        EmbeddedChannel channel = webSocket();
        channel.writeInbound(Unpooled.wrappedBuffer(
                granted(frame(WebSocketFrames.PING, "hi"), new byte[] {(byte) 0x88, 2, 0x0F, (byte) 0xA1})));
        ByteBuf pong = channel.readOutbound();
        ByteBuf goodbye = channel.readOutbound();
        assertThat(unmasked(pong)).isEqualTo("hi");
        assertThat(goodbye.getUnsignedByte(0)).isEqualTo((short) (0x80 | WebSocketProbe.CLOSE));
        goodbye.release();
        channel.finishAndReleaseAll();
        assertThat(heard).containsExactly("open", "ready", "closed: 4001");
    }

    private static String unmasked(ByteBuf frame) {
        int length = frame.getByte(1) & 0x7F;
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (frame.getByte(6 + i) ^ frame.getByte(2 + i % 4));
        }
        frame.release();
        return new String(payload, UTF_8);
    }

    @Test
    void needsNoHandshakeForFrames() {
        EmbeddedChannel channel = new EmbeddedChannel(WireConnection.frames(traffic, listener));
        assertThat(heard).containsExactly("open", "ready");
        channel.writeInbound(
                Unpooled.copiedBuffer("\0\0\0\002hi\0\0\0", US_ASCII), Unpooled.copiedBuffer("\001x", US_ASCII));
        channel.finishAndReleaseAll();
        assertThat(heard).containsExactly("open", "ready", "hi", "x", "closed: lost");
    }

    @Test
    void endsAConnectionThatSendsWhatNoServerSends() {
        EmbeddedChannel channel = webSocket();
        channel.writeInbound(Unpooled.wrappedBuffer(granted(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 0})));
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
        assertThat(heard).containsExactly("open", "ready", "closed: masked frame from a server");
    }
}
