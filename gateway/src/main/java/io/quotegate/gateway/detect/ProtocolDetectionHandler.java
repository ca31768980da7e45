package io.quotegate.gateway.detect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.session.ProtocolSession;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * First handler of every connection: installs the right handlers behind itself and leaves, handing on the bytes it has
 * seen. Closes what says nothing recognisable in time. Confined to its event loop.
 */
public final class ProtocolDetectionHandler extends ByteToMessageDecoder implements ProtocolSession {
    private static final long LIMIT_NS = Duration.ofSeconds(5).toNanos();

    private final Connection connection;
    private final Pipelines pipelines;

    private long sinceNs;

    /** Adds a protocol's handlers to a pipeline, before its tail. */
    public interface Pipelines {
        void http1(ChannelPipeline pipeline, Connection connection);

        void http2(ChannelPipeline pipeline, Connection connection);

        void frames(ChannelPipeline pipeline, Connection connection);

        void json(ChannelPipeline pipeline, Connection connection);
    }

    public ProtocolDetectionHandler(Connection connection, Pipelines pipelines) {
        this.connection = connection;
        this.pipelines = pipelines;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        sinceNs = System.nanoTime();
        connection.speak(Protocol.UNKNOWN, this);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (connection.isEnding()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        switch (ProtocolDetector.detect(in)) {
            case NEED_MORE_BYTES -> {}
            case HTTP_1 -> become(ctx, pipeline -> pipelines.http1(pipeline, connection));
            case HTTP_2 -> become(ctx, pipeline -> pipelines.http2(pipeline, connection));
            case FRAMES -> become(ctx, pipeline -> pipelines.frames(pipeline, connection));
            case JSON -> become(ctx, pipeline -> pipelines.json(pipeline, connection));
            case TLS, PROXY_V1, PROXY_V2 -> connection.end(DisconnectReason.NOT_AVAILABLE);
            case UNRECOGNISED -> connection.end(DisconnectReason.UNRECOGNISED);
        }
    }

    private void become(ChannelHandlerContext ctx, Consumer<ChannelPipeline> install) {
        install.accept(ctx.pipeline());
        ctx.pipeline().remove(this); // hands on the bytes read so far to what was just installed
    }

    @Override
    public void onTime(long nowNs) {
        if (nowNs - sinceNs >= LIMIT_NS) {
            connection.end(DisconnectReason.DETECTION_TIMEOUT);
        }
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void stopReading() {
        // What still comes is skipped in decode.
    }
}
