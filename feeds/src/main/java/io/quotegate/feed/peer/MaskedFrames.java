package io.quotegate.feed.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.text.ByteWriter;
import java.util.concurrent.ThreadLocalRandom;

/** What a client sends over WebSocket, each frame with a key of its own. Any thread. */
public final class MaskedFrames {
    private MaskedFrames() {}

    /** A whole message; the caller's to release. */
    public static ByteBuf of(ByteBufAllocator buffers, int opcode, ByteWriter payload) {
        ByteBuf frame = buffers.buffer(WebSocketFrames.MAX_HEADER + 4 + payload.length());
        int key = ThreadLocalRandom.current().nextInt();
        WebSocketFrames.maskedFrame(frame, WebSocketFrames.FIN | opcode, payload.array(), payload.length(), key);
        return frame;
    }
}
