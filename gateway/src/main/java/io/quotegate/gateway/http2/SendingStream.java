package io.quotegate.gateway.http2;

/** A stream as {@link StreamSender} sees it. Confined to its event loop. */
interface SendingStream {
    int id();

    /** What it has still to say. */
    StreamOutput output();

    /** The end of the answer is on its way. */
    void ended();

    /** The client takes bytes again. */
    void roomAgain();

    boolean isWritable();
}
