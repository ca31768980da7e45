package io.quotegate.gateway.http;

import io.netty.channel.ChannelPipeline;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import org.jspecify.annotations.Nullable;

/** Where HTTP leads to WebSocket, without knowing it. Any thread. */
@FunctionalInterface
public interface WebSocketDoor {
    /** What is behind {@code path} for a client that offers these; null if no WebSocket is. */
    @Nullable
    Opening open(String path, @Nullable String subprotocols, @Nullable String extensions);

    /** What was agreed, and the handlers behind it. */
    interface Opening {
        /** Value of {@code Sec-WebSocket-Protocol} in the answer, or null. */
        @Nullable
        String subprotocol();

        /** Value of {@code Sec-WebSocket-Extensions} in the answer, or null. */
        @Nullable
        String extensions();

        /** Adds the handlers before the tail of {@code pipeline}. */
        void install(ChannelPipeline pipeline, Connection connection, LoopContext loop);

        /** Serves a stream whose opening has been answered. */
        ExchangeHandler open(Exchange exchange);
    }
}
