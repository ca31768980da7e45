package io.quotegate.gateway.http2;

/** A stream as {@link StreamSender} sees it. Confined to its event loop. */
interface SendingStream {
    int id();

    /** What it has still to say. */
    StreamOutput output();

    /** The end of the answer is on its way. */
    void ended();

    /** Whether the client takes bytes again, of which it was not told. */
    boolean hasRoomAgain();

    /** More may be said, and what came and waits be looked at. */
    void goOn();

    boolean isWritable();
}
