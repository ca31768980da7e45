package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.session.DisconnectReason;

/** What is behind a WebSocket path. Confined to its connection's event loop; arrays are reused after the call. */
public interface WebSocketEndpoint {
    /** A text message in UTF-8. */
    void onText(byte[] bytes, int from, int to);

    void onBinary(byte[] bytes, int from, int to);

    /** A pong came. */
    default void onPong(byte[] bytes, int from, int to) {}

    /** Whether it sees to it by itself, in {@link #onTime}, that the client is there. */
    default boolean keepsAlive() {
        return false;
    }

    /** Called several times a second where it {@linkplain #keepsAlive keeps its client alive}. */
    default void onTime(long nowNs) {}

    /** What the close frame says of {@code reason}. */
    default byte[] closePayload(DisconnectReason reason) {
        return WebSocketFrames.closePayload(reason.webSocketCode(), reason.wireName());
    }

    /** The socket takes bytes again. */
    default void onWritable() {}

    /** Whether something that was asked for is still to be answered. */
    default boolean owes() {
        return false;
    }

    /** Whether the client is only pushed the newest of something, and so may take nothing for long. */
    default boolean isConflated() {
        return false;
    }

    /** What to say before the close frame, framed; the caller releases it. */
    default ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.EMPTY_BUFFER;
    }

    /** Nothing more comes, and nothing is to be sent any more. May be called twice. */
    default void close() {}
}
