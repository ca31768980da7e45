package io.quotegate.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.session.DisconnectReason;

/**
 * Answers one request: hears of its body and of its end. Confined to the event loop of its {@link Exchange}. What it
 * throws ends the exchange as our fault.
 */
public interface ExchangeHandler {
    /**
     * A piece of the body, which stays the caller's. The client may send as much again when
     * {@link Exchange#consumed} says so.
     */
    void onBody(ByteBuf piece);

    /** The body is whole. */
    void onBodyEnd();

    /** The client takes bytes again. */
    default void onWritable() {}

    /** Called several times a second, to look at what only time changes. */
    default void onTime(long nowNs) {}

    /** Whether it will soon be done by itself, so that a gateway that stops may wait for it. */
    default boolean drains() {
        return false;
    }

    /** What to send before the end, unless it ended the exchange itself; the caller releases it. */
    default ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.EMPTY_BUFFER;
    }

    /**
     * It is over, whoever ended it. Called once.
     *
     * @param complete whether the whole answer was sent
     */
    default void onClosed(boolean complete) {}
}
