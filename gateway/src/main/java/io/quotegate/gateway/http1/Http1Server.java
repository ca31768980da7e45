package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.text.ByteWriter;

/** Serves HTTP/1.1 on connections that begin with it. Any thread. */
public final class Http1Server {
    /** Most bytes of what is pipelined that are kept until their turn comes, but for one read. */
    public static final int HELD_BYTES = 16 * 1024;

    private static final int BODY_BYTES = 256; // of a problem; it grows where one is longer

    private final HttpRouter router;
    private final ConnectionUpgrade http2;

    /** @param http2 goes on with connections whose client asks for it */
    public Http1Server(HttpRouter router, ConnectionUpgrade http2) {
        this.router = router;
        this.http2 = http2;
    }

    /** What a client is told that is not served, whatever it asks; its connection ends behind it. To be released. */
    public static ByteBuf refusal(ByteBufAllocator alloc, HttpProblem problem, HttpFields more) {
        ByteWriter body = new ByteWriter(BODY_BYTES);
        ResponseHead head = HttpAnswer.problem(body, problem).head(body, more);
        ByteBuf out = ResponseWriter.head(alloc, head, -1, ResponseWriter.Fate.CLOSED, body.length());
        body.copyTo(out);
        return out;
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
