package io.quotegate.feed.relay;

import java.util.Arrays;

/** Remembers what was pushed last, and whether it was pushed on the connection there is. Confined to the relay's loop. */
public final class LastMessage implements TopicMemory {
    private byte[] bytes = {};
    private int length;
    private boolean current;

    @Override
    public void onEvent(byte[] from, int start, int end) {
        length = end - start;
        if (bytes.length < length) {
            bytes = new byte[length + length / 8];
        }
        System.arraycopy(from, start, bytes, 0, length);
        current = true;
    }

    @Override
    public byte[] first() {
        return Arrays.copyOf(bytes, length);
    }

    /** What is still true: {@link #NOTHING} since the connection is another. */
    public byte[] current() {
        return current ? first() : NOTHING;
    }

    /** It is still the last there was, and the venue sends it again, however old. */
    @Override
    public void clear() {
        current = false;
    }
}
