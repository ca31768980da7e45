package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;

/**
 * Hears of one request's body and of its answer. Confined to the event loop of its {@link HttpStream}. What it throws
 * ends the stream as our fault.
 */
public interface StreamListener extends AnswerListener {
    /** For a request that is answered whole already: nobody looks at what is still to come of it. */
    StreamListener ANSWERED = new StreamListener() {
        @Override
        public void onBody(ByteBuf piece) {}

        @Override
        public void onBodyEnd() {}
    };

    /**
     * A piece of the body, which stays the caller's. The client may send as much again when {@link HttpStream#consumed}
     * says so. Not called once the answer is finished.
     */
    void onBody(ByteBuf piece);

    /** The body is whole. Not called once the answer is finished. */
    void onBodyEnd();
}
