package io.quotegate.cli.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.codec.websocket.WebSocketFrames;

/** Finished frames of what a client sends. Any thread. */
public final class ClientFrames {
    private static final int MASK_BYTES = 4;
    private static final int KEY = 0x5A17C3E9; // one for all: nothing here has to be unpredictable

    private ClientFrames() {}

    /** A masked frame; changes {@code payload}. To be released. */
    public static ByteBuf webSocket(int opcode, byte[] payload) {
        ByteBuf frame =
                PooledByteBufAllocator.DEFAULT.directBuffer(WebSocketFrames.MAX_HEADER + MASK_BYTES + payload.length);
        WebSocketFrames.maskedFrame(frame, WebSocketFrames.FIN | opcode, payload, payload.length, KEY);
        return frame;
    }

    /** A length-prefixed frame. To be released. */
    public static ByteBuf prefixed(byte[] payload) {
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(FrameReader.HEADER_BYTES + payload.length);
        FrameReader.writeHeader(frame, payload.length);
        return frame.writeBytes(payload);
    }
}
