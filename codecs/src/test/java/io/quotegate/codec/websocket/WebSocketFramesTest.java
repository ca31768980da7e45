package io.quotegate.codec.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketFramesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void knowsHowLongAFrameIs(int length) {
        ByteBuf written = Unpooled.buffer().writeByte(0); // of something else
        WebSocketFrames.header(written, WebSocketFrames.FIN | WebSocketFrames.TEXT, length);
        written.writeZero(length);
        assertThat(WebSocketFrames.length(written, 1)).isEqualTo(written.writerIndex() - 1);
    }
}
