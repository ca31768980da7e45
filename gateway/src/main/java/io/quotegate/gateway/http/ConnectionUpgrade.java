package io.quotegate.gateway.http;

import io.netty.channel.ChannelPipeline;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Where HTTP/1.1 leads to HTTP/2, without knowing it. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7540#section-3.2">RFC 7540 §3.2</a>
 */
@FunctionalInterface
public interface ConnectionUpgrade {
    /** Gets ready to go on with the client's {@code settings}, as its head says them; null if they are malformed. */
    @Nullable
    Successor successor(String settings);

    /** What goes on with one connection. */
    @FunctionalInterface
    interface Successor {
        /**
         * Adds the handlers before the tail of {@code pipeline} and has {@code request}, which has no body, answered as
         * the first of the new protocol. The client was told.
         */
        void install(ChannelPipeline pipeline, Connection connection, LoopContext loop, RequestHead request);
    }
}
