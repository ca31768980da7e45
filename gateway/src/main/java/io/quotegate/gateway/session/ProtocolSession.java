package io.quotegate.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What a connection's protocol knows of time and of saying goodbye. One at a time per {@link Connection}, which asks it
 * on its event loop.
 */
public interface ProtocolSession {
    /** For a connection that has nothing to say. */
    ProtocolSession SILENT = new ProtocolSession() {
        @Override
        public void onTime(long nowNs) {}

        @Override
        public ByteBuf farewell(DisconnectReason reason) {
            return Unpooled.EMPTY_BUFFER;
        }

        @Override
        public void stopReading() {}
    };

    /** Called several times a second, to look at what only time changes. */
    void onTime(long nowNs);

    /**
     * Whether the connection is to live on until what is under way is done, and will then be ended again. For {@code
     * CLIENT_CLOSED} the client has closed its half: what it asked for is still to be answered, and what would go on for
     * ever, or can never become whole, to be ended; asked whenever something was sent, and several times a second.
     */
    default boolean drains(DisconnectReason reason) {
        return false;
    }

    /** Whether something is pushed to the client that has no end of its own, and nothing that it asked for is owed. */
    default boolean lasts() {
        return false;
    }

    /**
     * Whether the client is only pushed the newest of something, so that little waits for it however long it takes nothing:
     * it is not given up for that.
     */
    default boolean isConflated() {
        return false;
    }

    /** Bytes it holds for the client beside what the connection does. */
    default long keptBytes() {
        return 0;
    }

    /** What to send before closing; the caller releases it. */
    ByteBuf farewell(DisconnectReason reason);

    /** All is said: whatever still comes is to be thrown away, and what is held for the client given back. */
    void stopReading();
}
