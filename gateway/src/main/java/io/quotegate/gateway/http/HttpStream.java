package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.auth.Caller;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Peer;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.text.ByteWriter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The answering side of one request: a stream of HTTP/2, or a request's turn on a connection of HTTP/1.1. What is
 * written as an {@link Outlet} is body; for {@code HEAD} it is thrown away. Nothing is written after the end, by
 * whichever side; it is thrown away too. A stream that is {@linkplain #end ended} before it was answered is answered
 * with the problem that ends it. Confined to its event loop; what is written while something is read is flushed when the
 * read ends.
 */
public interface HttpStream extends Outlet {
    LoopContext loop();

    /** The connection that it is a stream of. */
    Connection connection();

    @Override
    default Peer peer() {
        return connection();
    }

    /** Who asks. */
    Caller caller();

    /** Counts it as a connection of {@code protocol} from now until it ends. */
    void speak(Protocol protocol);

    /** Begins the answer; its body follows by {@link #write}. */
    void respond(ResponseHead head);

    /** The whole answer. Takes {@code body} over. */
    void respond(ResponseHead head, ByteBuf body);

    /** The whole answer, whose body is what stands in {@code body} now, which stays the caller's. */
    default void respond(ResponseHead head, ByteWriter body) {
        ByteBuf copy = alloc().directBuffer(Math.max(1, body.length()));
        body.copyTo(copy);
        respond(head, copy);
    }

    /**
     * Grants the protocol that the request asks for. From now on bytes go both ways without HTTP: what comes is told to
     * the listener as body, and what goes is written to the outlet that is returned.
     *
     * @param fields of the answer, beside those that the version of HTTP asks for
     */
    Outlet upgrade(Protocol protocol, HttpFields fields);

    /** Ends the body. */
    void finish();

    /** Ends the answer, which was begun, with trailers. */
    void finish(HttpFields trailers);

    /** Whether trailers reach the client. */
    boolean carriesTrailers();

    /** Breaks the stream off, which is counted with {@code reason} if it is not ending for another one already. */
    void cancel(DisconnectReason reason);

    /** The same of one whose answer was begun, and would look whole; any other is answered with the problem. */
    void breakOff(DisconnectReason reason);

    /**
     * Goes on with what {@code coming} brings, when it is there; the stream is {@linkplain #breakOff broken off} where that
     * is a failure, or {@code step} fails.
     */
    default <T> void whenThere(CompletableFuture<T> coming, Consumer<T> step) {
        whenThere(coming, loop().eventLoop(), step, this::breakOff);
    }

    @Override
    default boolean admitsRequest(int perSecond) {
        return connection().admitsRequest(perSecond);
    }

    @Override
    default Work work() {
        return connection().work();
    }

    @Override
    default boolean takesAnswers() {
        return connection().hasTurn() && Outlet.super.takesAnswers();
    }

    /** Nothing is ever sent past a stream's order. */
    @Override
    default void writeFirst(ByteBuf bytes) {
        write(bytes);
    }

    @Override
    default int pendingLimit() {
        return loop().limits().pendingBytes();
    }

    /** Lets the client send {@code bytes} more of the body. */
    void consumed(int bytes);

    @Override
    default void count(Throwable fault) {
        connection().count(fault);
    }

    @Override
    default void fail(Throwable fault) {
        connection().fail(fault);
    }
}
