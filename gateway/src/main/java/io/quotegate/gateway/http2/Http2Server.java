package io.quotegate.gateway.http2;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.quotegate.gateway.exchange.ExchangeRouter;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.Protocol;

/** Serves HTTP/2 on connections whose client asked for it. Any thread. */
public final class Http2Server {
    private final ExchangeRouter router;

    public Http2Server(ExchangeRouter router) {
        this.router = router;
    }

    /** Adds what serves a connection before the tail of {@code pipeline}; the preface is still to come. */
    public void install(ChannelPipeline pipeline, Connection connection, LoopContext loop) {
        add(pipeline, connection, loop);
    }

    /** The same after an upgrade; {@code request}, by which the client asked for it, is answered as stream 1. */
    public void install(
            ChannelPipeline pipeline,
            Connection connection,
            LoopContext loop,
            Http2Settings settings,
            Http2Headers request) {
        Http2Handler handler = add(pipeline, connection, loop);
        try {
            handler.serveUpgrade(settings, request);
        } catch (Http2Exception e) {
            throw new IllegalStateException("settings were checked before", e);
        }
    }

    private Http2Handler add(ChannelPipeline pipeline, Connection connection, LoopContext loop) {
        Http2Handler handler = new Http2Handler(connection, loop, router, Http2Parts.of(connection, loop.sweeper()));
        pipeline.addBefore(pipeline.lastContext().name(), "http2", handler);
        connection.speak(Protocol.HTTP2, handler);
        return handler;
    }
}
