package io.quotegate.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * What one client of the relay is sent: gathered into one buffer, and written at once. A client that does not take it is
 * bounded as every other is. Owns its buffer until it is closed. Confined to its event loop.
 */
public final class RelayOutput {
    private static final int FIRST_BYTES = 1024;

    private final Outlet outlet;

    private @Nullable ByteBuf gathered;

    public RelayOutput(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Adds a text message of {@code bytes[from..to)}. */
    public void text(byte[] bytes, int from, int to) {
        frame(WebSocketFrames.TEXT, to - from).writeBytes(bytes, from, to - from);
    }

    /** Adds a text message of all that {@code text} has. */
    public void text(ByteWriter text) {
        text(text.array(), 0, text.length());
    }

    /** Adds a text message of {@code bytes[from..to)} between all that {@code before} has and {@code after}. */
    public void text(ByteWriter before, byte[] bytes, int from, int to, byte[] after) {
        frame(WebSocketFrames.TEXT, before.length() + to - from + after.length)
                .writeBytes(before.array(), 0, before.length())
                .writeBytes(bytes, from, to - from)
                .writeBytes(after);
    }

    /** Adds a ping of all that {@code payload} has. */
    public void ping(ByteWriter payload) {
        frame(WebSocketFrames.PING, payload.length()).writeBytes(payload.array(), 0, payload.length());
    }

    private ByteBuf frame(int opcode, int length) {
        ByteBuf out = gathered;
        if (out == null) {
            out = outlet.alloc().directBuffer(Math.max(FIRST_BYTES, WebSocketFrames.MAX_HEADER + length));
            gathered = out;
        }
        WebSocketFrames.header(out, WebSocketFrames.FIN | opcode, length);
        return out;
    }

    /** Sends what was added. */
    public void flush() {
        if (gathered == null) {
            return;
        }
        ByteBuf out = take();
        try {
            if (!outlet.isEnding()) {
                outlet.push(out);
            }
        } finally {
            out.release();
        }
    }

    /** What was added and not sent, which is not sent any more; the caller releases it. */
    ByteBuf take() {
        ByteBuf out = gathered;
        gathered = null;
        return out == null ? Unpooled.EMPTY_BUFFER : out;
    }

    /** Throws away what was not sent. */
    public void close() {
        take().release();
    }
}
