package io.quotegate.feed.sim.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/** WebSocket frames gathered for one connection, so that many share a write. Confined to the venue's loop. */
final class FrameBatch {
    private static final int FIRST_BYTES = 4 * 1024;
    private static final int MOST_BYTES = 64 * 1024;

    private final Channel channel;

    private @Nullable ByteBuf gathered;

    FrameBatch(Channel channel) {
        this.channel = channel;
    }

    boolean isEmpty() {
        return gathered == null;
    }

    /** Adds a whole frame. */
    void add(byte[] frame, int length) {
        ByteBuf out = begin();
        out.writeBytes(frame, 0, length);
        if (out.readableBytes() >= MOST_BYTES) {
            write();
        }
    }

    /** Adds a frame made of {@code payload}. */
    void add(int opcode, ByteWriter payload) {
        ByteBuf out = begin();
        WebSocketFrames.header(out, WebSocketFrames.FIN | opcode, payload.length());
        payload.copyTo(out);
    }

    /** Adds the header of a frame and the first half of its {@code payload}. */
    void addHalf(int opcode, ByteWriter payload) {
        ByteBuf out = begin();
        WebSocketFrames.header(out, WebSocketFrames.FIN | opcode, payload.length());
        out.writeBytes(payload.array(), 0, payload.length() / 2);
    }

    private ByteBuf begin() {
        ByteBuf out = gathered;
        if (out == null) {
            out = channel.alloc().buffer(FIRST_BYTES);
            gathered = out;
        }
        return out;
    }

    /** Writes what was gathered; a failure is the pipeline's to hear of. */
    void write() {
        if (gathered != null) {
            channel.writeAndFlush(take(), channel.voidPromise());
        }
    }

    /** Writes what was gathered, which is something, and tells when it is written. */
    ChannelFuture writeLast() {
        return channel.writeAndFlush(take());
    }

    /** Drops what was gathered. */
    void release() {
        if (gathered != null) {
            take().release();
        }
    }

    private ByteBuf take() {
        ByteBuf out = begin();
        gathered = null;
        return out;
    }
}
