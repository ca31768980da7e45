package io.quotegate.codec.websocket;

/** Takes what a {@link WebSocketReader} finds, on the connection's event loop. All arrays are reused after the call. */
public interface WebSocketListener {
    /** A text message, {@code bytes[from..to)}, whole and valid UTF-8. */
    void onText(byte[] bytes, int from, int to);

    /** A binary message, {@code bytes[from..to)}, whole. */
    void onBinary(byte[] bytes, int from, int to);

    /** A ping, to be answered with the same payload. */
    void onPing(byte[] bytes, int from, int to);

    void onPong();

    /** Asked after each frame: if not, the reader leaves the rest in its buffer and returns. */
    default boolean wantsMore() {
        return true;
    }

    /**
     * Asked for each piece of a long message that is to be inflated: if not, the reader {@linkplain WebSocketReader#isHeld()
     * holds} the message and returns.
     */
    default boolean mayInflate() {
        return true;
    }

    /** A pong with its payload, for those who look at it; otherwise the same as {@link #onPong()}. */
    default void onPong(byte[] bytes, int from, int to) {
        onPong();
    }

    /**
     * The peer closes; nothing more will be read.
     *
     * @param code the peer's, or {@link WebSocketReader#NO_CODE}
     */
    void onClose(int code);
}
