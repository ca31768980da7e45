package io.quotegate.codec;

/** Takes the whole messages that a reader finds in a byte stream, on the connection's event loop. */
@FunctionalInterface
public interface MessageListener {
    /** One message, {@code bytes[from..to)}; the array is reused after the call. */
    void onMessage(byte[] bytes, int from, int to);

    /** Asked after each message: if not, the reader leaves the rest in its buffer and returns. */
    default boolean wantsMore() {
        return true;
    }
}
