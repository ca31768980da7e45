package io.quotegate.gateway.http2;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;

/** A connection as its streams see it. Confined to its event loop. */
interface StreamCarrier {
    Connection carrier();

    LoopContext loop();

    HttpRouter router();

    StreamSender sender();

    /** Bytes that wait for the client, on all streams and, if the socket takes none, behind them. */
    default long heldBytes() {
        long behind = carrier().channel().isWritable() ? 0 : carrier().unsentBytes();
        return sender().heldBytes() + behind;
    }

    /**
     * Whether what came on some stream is to be looked at in this turn of the event loop; if not, all go on when the
     * connection has its part of another.
     */
    default boolean hasTurn() {
        boolean left = carrier().hasTurn();
        if (!left) {
            sender().awaitTurn();
        }
        return left;
    }

    /** Flushes when the work at hand is done, once for all streams. */
    void flushSoon();

    /** The answer on {@code stream} is sent; a client that goes on sending is asked to stop. */
    void endLocally(Http2Stream stream, boolean bodyEnded);

    void reset(Http2Stream stream, Http2Error code);

    /** Lets the client send {@code bytes} more on {@code stream}. */
    void consumed(Http2Stream stream, int bytes);
}
