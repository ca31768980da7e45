package io.quotegate.text;

/**
 * A byte array to work in, shared by all connections of one event loop so that an idle connection holds none. What is
 * in it is gone when the next connection is served. Confined to its event loop.
 */
public final class ByteScratch {
    private static final int INITIAL_BYTES = 64 * 1024;
    private static final int KEPT_BYTES = 4 * 1024 * 1024;

    private byte[] bytes = new byte[INITIAL_BYTES];

    /** An array of at least {@code length} bytes; its contents are undefined. */
    public byte[] atLeast(int length) {
        if (length > bytes.length) {
            if (length > KEPT_BYTES) {
                return new byte[length];
            }
            bytes = new byte[Math.max(length, Math.min(KEPT_BYTES, bytes.length * 2))];
        }
        return bytes;
    }
}
