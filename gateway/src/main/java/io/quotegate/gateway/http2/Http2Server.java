package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.Protocol;
import org.jspecify.annotations.Nullable;

/** Serves HTTP/2 on connections whose client asked for it. Any thread. */
public final class Http2Server implements ConnectionUpgrade {
    private final HttpRouter router;

    public Http2Server(HttpRouter router) {
        this.router = router;
    }

    /** Adds what serves a connection before the tail of {@code pipeline}; the preface is still to come. */
    public void install(ChannelPipeline pipeline, Connection connection, LoopContext loop) {
        add(pipeline, connection, loop);
    }

    /** What a client is told that is not served: what a server says first, and that it ends. To be released. */
    public static ByteBuf refusal(ByteBufAllocator alloc, String why) {
        ByteBuf goAway = FrameBuffer.goAway(alloc, 0, Http2Error.ENHANCE_YOUR_CALM.code(), why);
        ByteBuf words = FrameBuffer.settings(alloc, goAway.readableBytes()).writeBytes(goAway);
        goAway.release();
        return words;
    }

    @Override
    public @Nullable Successor successor(String settings) {
        Http2Settings parsed = UpgradeSettings.parse(settings);
        if (parsed == null) {
            return null;
        }
        return (pipeline, connection, loop, request) -> {
            Http2Handler handler = add(pipeline, connection, loop);
            try {
                handler.serveUpgrade(parsed, request);
            } catch (Http2Exception e) {
                throw new IllegalStateException("settings were checked before", e);
            }
        };
    }

    private Http2Handler add(ChannelPipeline pipeline, Connection connection, LoopContext loop) {
        Http2Handler handler = new Http2Handler(connection, loop, router, Http2Codec.of(connection, loop.sweeper()));
        pipeline.addBefore(pipeline.lastContext().name(), "http2", handler);
        connection.speak(Protocol.HTTP2, handler);
        return handler;
    }
}
