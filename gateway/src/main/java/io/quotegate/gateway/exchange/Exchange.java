package io.quotegate.gateway.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Protocol;

/**
 * The answering side of one request. What is written as an {@link Outlet} is body. Nothing is written after the end, by
 * whichever side; it is thrown away. Confined to its event loop; what is written while something is read is flushed when
 * the read ends.
 */
public interface Exchange extends Outlet {
    /** What carries it. */
    Connection connection();

    LoopContext loop();

    /** Counts it as a connection of {@code protocol} from now until it ends. */
    void speak(Protocol protocol);

    /** Begins the answer; its body follows by {@link #write}. */
    void respond(Http2Headers head);

    /** The whole answer. Takes {@code body} over. */
    void respond(Http2Headers head, ByteBuf body);

    /** Ends the body. */
    void finish();

    /** Ends the answer with trailers; if it has not begun, they are the whole of it. */
    void finish(Http2Headers trailers);

    /** Whether trailers reach the client when there is a body before them. */
    boolean carriesTrailers();

    /** Breaks the exchange off, which is counted with {@code reason} if it is not ending for another one already. */
    void cancel(DisconnectReason reason);

    @Override
    default int pendingLimit() {
        return loop().limits().pendingBytes();
    }

    /** Lets the client send {@code bytes} more of the body. */
    void consumed(int bytes);
}
