package io.quotegate.feed.socket;

import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.text.ByteWriter;

/** Hears of a {@link ClientSocket}'s life and reads its messages, on the socket's loop; arrays are reused after the call. */
public interface SocketOwner {
    /** Hands were shaken. */
    void onOpen(boolean simulated);

    /** The venue answered something else than that hands are shaken; {@link #onEnd} follows. */
    void onHandshakeRefused(HandshakeRefusal refusal);

    /** A text message is sent, which is not to be changed. */
    default void onSaid(ByteWriter text) {}

    /** Bytes came, which are read next. */
    void onRead();

    /** What came at once is read. */
    default void onReadComplete() {}

    /** A text message in UTF-8, {@code bytes[from..to)}. */
    void onText(byte[] bytes, int from, int to);

    void onBinary();

    /** The venue broke the rules of WebSocket; {@link #onEnd} follows. */
    void onViolation(String detail);

    /** It is over; called exactly once. */
    void onEnd(String reason);
}
