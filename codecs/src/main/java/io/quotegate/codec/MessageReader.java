package io.quotegate.codec;

import io.netty.buffer.ByteBuf;

/** Finds whole messages in a byte stream, however it is cut. Confined to its connection's event loop. */
public interface MessageReader {
    /**
     * Takes all of {@code in} and hands every whole message to {@code listener}, until that wants no more: the rest is left
     * in the buffer then, to be given again. The buffer stays the caller's.
     *
     * @throws ProtocolException where it cannot be told any more where the next message begins
     */
    void read(ByteBuf in, MessageListener listener);

    /** Whether a message has begun and not ended. */
    boolean midMessage();

    /** Reads nothing more. */
    void stop();
}
