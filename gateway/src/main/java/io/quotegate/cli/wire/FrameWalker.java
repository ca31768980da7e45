package io.quotegate.cli.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Walks from frame to frame in the bytes as they were read, so that a load of millions of messages a second costs one
 * look at each header. Only a frame that is cut at the end of a read is copied. One per connection, confined to its event
 * loop.
 */
public final class FrameWalker {
    private static final int MAX_PAYLOAD = 16 * 1024 * 1024;
    private static final int FIRST_BYTES = 512;

    private final FrameLayout layout;
    private @Nullable ByteBuf partial;

    /** Takes a whole frame. */
    public interface Listener {
        /** The payload is {@code bytes[at..at+length)}, valid during the call. */
        void onFrame(int opcode, ByteBuf bytes, int at, int length);
    }

    /** @param layout where the length of a frame stands */
    public FrameWalker(FrameLayout layout) {
        this.layout = layout;
    }

    /**
     * Takes all of {@code in}, which stays the caller's.
     *
     * @throws IllegalArgumentException for what no server should send
     */
    public void walk(ByteBuf in, Listener listener) {
        int end = in.writerIndex();
        int at = partial == null ? in.readerIndex() : complete(partial, in, listener);
        while (at < end) {
            int header = layout.headerBytes(in, at, end - at);
            if (end - at < header) {
                break;
            }
            int length = payload(in, at);
            if (end - at - header < length) {
                break;
            }
            listener.onFrame(layout.opcode(in, at), in, at + header, length);
            at += header + length;
        }
        if (at < end) {
            partial = in.alloc().directBuffer(FIRST_BYTES).writeBytes(in, at, end - at);
        }
        in.readerIndex(end);
    }

    private int payload(ByteBuf in, int at) {
        long length = layout.payloadBytes(in, at);
        if (length < 0 || length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("frame length: " + length + " (expected: 0.." + MAX_PAYLOAD + ')');
        }
        return (int) length;
    }

    /** Adds to the frame that was cut, and tells where in {@code in} it ends. */
    private int complete(ByteBuf frame, ByteBuf in, Listener listener) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (at < end) {
            int have = frame.writerIndex();
            int count = Math.min(needed(frame, have) - have, end - at);
            frame.writeBytes(in, at, count);
            at += count;
            have += count;
            int header = layout.headerBytes(frame, 0, have);
            if (have >= header && have == header + payload(frame, 0)) {
                partial = null;
                try {
                    listener.onFrame(layout.opcode(frame, 0), frame, header, have - header);
                } finally {
                    frame.release();
                }
                return at;
            }
        }
        return at;
    }

    /** How long the frame is at least, as far as that is known. */
    private int needed(ByteBuf frame, int have) {
        int header = layout.headerBytes(frame, 0, have);
        return have < header ? header : header + payload(frame, 0);
    }

    /** Frees what is kept. */
    public void close() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }
}
