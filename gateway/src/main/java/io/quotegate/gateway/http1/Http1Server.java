package io.quotegate.gateway.http1;

import io.netty.channel.ChannelPipeline;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.Protocol;

/** Serves HTTP/1.1 on connections that begin with it. Any thread. */
public final class Http1Server {
    /** Most bytes of what is pipelined that are kept until their turn comes, but for one read. */
    public static final int HELD_BYTES = 16 * 1024;

    private final HttpRouter router;
    private final ConnectionUpgrade http2;

    /** @param http2 goes on with connections whose client asks for it */
    public Http1Server(HttpRouter router, ConnectionUpgrade http2) {
        this.router = router;
        this.http2 = http2;
    }

    /** Adds what serves a connection before the tail of {@code pipeline}. */
    public void install(ChannelPipeline pipeline, Connection connection, LoopContext loop) {
        Http1Handler handler = new Http1Handler(connection, loop, router, http2);
        String tail = pipeline.lastContext().name();
        pipeline.addBefore(tail, "http1-decoder", handler.decoder());
        pipeline.addBefore(tail, "http1", handler);
        connection.speak(Protocol.HTTP, handler);
    }
}
