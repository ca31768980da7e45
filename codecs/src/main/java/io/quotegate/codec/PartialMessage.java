package io.quotegate.codec;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The part of a message that has arrived so far. Grows with what really arrives, never with what a peer announces, and
 * holds nothing between messages. Confined to its connection's event loop.
 */
public final class PartialMessage {
    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 512;

    private byte[] bytes = NOTHING;
    private int length;

    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Lets go of everything. */
    public void release() {
        bytes = NOTHING;
        length = 0;
    }

    /** Moves {@code count} bytes out of {@code in} behind what is here. */
    public void append(ByteBuf in, int count) {
        require(count);
        in.readBytes(bytes, length, count);
        length += count;
    }

    /** Copies {@code source[from..to)} behind what is here. */
    public void append(byte[] source, int from, int to) {
        require(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    private void require(int more) {
        if (bytes.length - length < more) {
            int twice = (int) Math.min(Integer.MAX_VALUE - 16, bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(twice, FIRST_BYTES), length + more));
        }
    }
}
