package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.session.DisconnectReason;

/** What is behind a WebSocket path. Confined to its connection's event loop; arrays are reused after the call. */
interface WebSocketEndpoint {
    /** A text message in UTF-8. */
    void onText(byte[] bytes, int from, int to);

    void onBinary(byte[] bytes, int from, int to);

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
