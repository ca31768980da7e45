package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.session.DisconnectReason;

/** Hears how an answer fares that is being given. Confined to the event loop of its {@link HttpStream}. */
public interface AnswerListener {
    /** For an answer that is written whole. */
    AnswerListener NONE = new AnswerListener() {};

    /** The client takes bytes again. */
    default void onWritable() {}

    /** Called several times a second, to look at what only time changes. */
    default void onTime(long nowNs) {}

    /** Whether it will soon be done by itself, so that a gateway that stops may wait for it. */
    default boolean drains() {
        return true;
    }

    /**
     * Whether the client, which can say nothing more, waits for an end that will come by itself; a body that is not whole
     * never will be.
     */
    default boolean owes() {
        return drains();
    }

    /**
     * Whether the client is only pushed the newest of something, so that little waits for it however long it takes nothing:
     * it is not given up for that.
     */
    default boolean isConflated() {
        return false;
    }

    /**
     * How long the message is that begins at the index {@code at} of {@code written}, which came in one go: a client that is
     * too slow is sent the one that was begun, and no more. What has no messages is one.
     */
    default int messageBytes(ByteBuf written, int at) {
        return written.writerIndex() - at;
    }

    /** What to send before the end, unless it ended the stream itself; the caller releases it. */
    default ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.EMPTY_BUFFER;
    }

    /**
     * It is being ended, and all is said: gives back what is held for it. The client may take its time until it is over.
     * Not called where the client ends it.
     */
    default void onEnding() {}

    /**
     * It is over, whoever ended it. Called once.
     *
     * @param complete whether the whole answer was sent
     */
    default void onClosed(boolean complete) {}
}
