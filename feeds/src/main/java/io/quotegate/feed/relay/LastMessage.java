package io.quotegate.feed.relay;

import java.util.Arrays;

/** Remembers what was pushed last. Confined to the relay's loop. */
public final class LastMessage implements TopicMemory {
    private byte[] bytes = {};
    private int length;

    @Override
    public void onEvent(byte[] from, int start, int end) {
        length = end - start;
        if (bytes.length < length) {
            bytes = new byte[length + length / 8];
        }
        System.arraycopy(from, start, bytes, 0, length);
    }

    @Override
    public byte[] first() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void clear() {
        // It is still the last there was, and the venue sends it again, however old.
    }
}
