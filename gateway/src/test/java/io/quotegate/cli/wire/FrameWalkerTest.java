package io.quotegate.cli.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class FrameWalkerTest {
    private final List<String> heard = new ArrayList<>();

    @Test
    void findsWebSocketFramesOfEveryLengthWhereverTheyAreCut() {
        byte[] bytes = webSocket("", "a", "x".repeat(125), "y".repeat(126), "z".repeat(300));
        EverySplit.of(bytes, (pieces, cut) -> {
            walk(MessageLayout.WEBSOCKET, pieces);
            assertThat(heard)
                    .as(cut)
                    .containsExactly(
                            "1:", "1:a", "1:" + "x".repeat(125), "1:" + "y".repeat(126), "1:" + "z".repeat(300));
        });
    }

    @Test
    void findsAFrameWithTheLongestHeader() {
        String text = "l".repeat(70_000);
        for (int split : new int[] {1, 2, 5, 9, 10, 11, 69_999}) {
            byte[] bytes = webSocket(text, "next");
            ByteBuf first = Unpooled.copiedBuffer(bytes, 0, split);
            walk(MessageLayout.WEBSOCKET, List.of(first, Unpooled.copiedBuffer(bytes, split, bytes.length - split)));
            assertThat(heard).as("split at %d", split).containsExactly("1:" + text, "1:next");
        }
    }

    @Test
    void tellsControlFramesApart() {
        ByteBuf in = Unpooled.buffer();
        WebSocketFrames.header(in, WebSocketFrames.FIN | WebSocketFrames.PING, 2);
        in.writeBytes("hi".getBytes(UTF_8));
        walk(MessageLayout.WEBSOCKET, List.of(in));
        assertThat(heard).containsExactly("9:hi");
    }

    @Test
    void findsPrefixedFramesWhereverTheyAreCut() {
        ByteBuf all = Unpooled.buffer();
        for (String text : List.of("a", "hello", "x".repeat(300))) {
            all.writeInt(text.length()).writeBytes(text.getBytes(UTF_8));
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        all.release();
        EverySplit.of(bytes, (pieces, cut) -> {
            walk(MessageLayout.PREFIX, pieces);
            assertThat(heard).as(cut).containsExactly("1:a", "1:hello", "1:" + "x".repeat(300));
        });
    }

    @Test
    void refusesWhatNoServerSends() {
        assertRefused("masked", 0x81, 0x81, 0, 0, 0, 0, 0);
        assertRefused("fragmented", 0x01, 1, 'a');
        assertRefused("frame length", 0x81, 127, 0, 0, 0, 0, 0x7F, 0, 0, 0);
        assertRefused("frame length", 0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0);
    }

    private void assertRefused(String why, int... values) {
        ByteBuf in = Unpooled.buffer();
        for (int value : values) {
            in.writeByte(value);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> walk(MessageLayout.WEBSOCKET, List.of(in)))
                .withMessageContaining(why);
    }

    private void walk(FrameLayout layout, List<ByteBuf> pieces) {
        heard.clear();
        FrameWalker walker = new FrameWalker(layout);
        try {
            for (ByteBuf piece : pieces) {
                walker.walk(
                        piece,
                        (opcode, bytes, at, length) -> heard.add(opcode + ":" + bytes.toString(at, length, UTF_8)));
                assertThat(piece.isReadable()).isFalse();
            }
        } finally {
            pieces.forEach(ByteBuf::release);
            walker.close();
        }
    }

    private static byte[] webSocket(String... texts) {
        ByteBuf out = Unpooled.buffer();
        for (String text : texts) {
            WebSocketFrames.header(out, WebSocketFrames.FIN | WebSocketFrames.TEXT, text.length());
            out.writeBytes(text.getBytes(UTF_8));
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        out.release();
        return bytes;
    }
}
