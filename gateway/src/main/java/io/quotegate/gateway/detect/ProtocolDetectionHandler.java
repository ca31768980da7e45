package io.quotegate.gateway.detect;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.tls.ServerTls;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * First handler of every connection: installs the right handlers behind itself and leaves, handing on the bytes it has
 * seen. Closes what says nothing recognisable in time. Confined to its event loop.
 */
public final class ProtocolDetectionHandler extends ByteToMessageDecoder {
    private final Connection connection;
    private final DetectionDeadline deadline;
    private final Pipelines pipelines;
    private final ServerTls tls;
    private final boolean secure; // inside TLS

    private boolean waiting; // for what TLS is spoken with

    /** Adds a protocol's handlers to a pipeline, before its tail. */
    public interface Pipelines {
        void http1(ChannelPipeline pipeline, Connection connection);

        void http2(ChannelPipeline pipeline, Connection connection);

        void frames(ChannelPipeline pipeline, Connection connection);

        void json(ChannelPipeline pipeline, Connection connection);
    }

    public ProtocolDetectionHandler(Connection connection, Pipelines pipelines, ServerTls tls) {
        this(connection, pipelines, tls, false);
    }

    private ProtocolDetectionHandler(Connection connection, Pipelines pipelines, ServerTls tls, boolean secure) {
        this.connection = connection;
        deadline = new DetectionDeadline(connection);
        this.pipelines = pipelines;
        this.tls = tls;
        this.secure = secure;
    }

    DetectionDeadline deadline() {
        return deadline;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline.begin();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (connection.isEnding()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        Detection detected = ProtocolDetector.detect(in);
        if (tls.isRequired() && !secure && refusePlain(detected)) {
            return;
        }
        switch (detected) {
            case NEED_MORE_BYTES -> {}
            case HTTP_1 -> become(ctx, pipeline -> pipelines.http1(pipeline, connection));
            case HTTP_2 -> become(ctx, pipeline -> pipelines.http2(pipeline, connection));
            case FRAMES -> become(ctx, pipeline -> pipelines.frames(pipeline, connection));
            case JSON -> become(ctx, pipeline -> pipelines.json(pipeline, connection));
            case TLS -> onTls(ctx, in);
            case PROXY_V1, PROXY_V2 -> connection.end(DisconnectReason.PROXY_HEADER);
            case UNRECOGNISED -> connection.end(DisconnectReason.UNRECOGNISED);
        }
    }

    /** Tells a client that speaks plain text that it must not; whether it does. */
    private boolean refusePlain(Detection detected) {
        switch (detected) {
            case HTTP_1 -> refusePlain(Protocol.HTTP, PlainRefusal.HTTP_1);
            case HTTP_2 -> refusePlain(Protocol.HTTP2, PlainRefusal.HTTP_2);
            case FRAMES -> refusePlain(Protocol.FRAMES, PlainRefusal.FRAMES);
            case JSON -> refusePlain(Protocol.JSON, PlainRefusal.JSON);
            case NEED_MORE_BYTES, TLS, PROXY_V1, PROXY_V2, UNRECOGNISED -> {
                return false;
            }
        }
        return true;
    }

    private void refusePlain(Protocol spoken, PlainRefusal refusal) {
        connection.speak(spoken, deadline);
        connection.end(DisconnectReason.TLS_REQUIRED, refusal.words());
    }

    private void onTls(ChannelHandlerContext ctx, ByteBuf in) {
        if (secure) {
            connection.end(DisconnectReason.UNRECOGNISED); // TLS in TLS
        } else if (!tls.isOn()) {
            connection.end(DisconnectReason.NOT_AVAILABLE, PlainRefusal.TLS.words());
        } else {
            switch (ClientHello.stateOf(in)) {
                case INCOMPLETE -> {}
                case WHOLE -> shakeHands(ctx);
                case TOO_LARGE -> connection.end(DisconnectReason.TOO_LARGE);
                case INVALID -> connection.end(DisconnectReason.UNRECOGNISED);
            }
        }
    }

    private void shakeHands(ChannelHandlerContext ctx) {
        SslContext context = tls.current();
        if (context != null) {
            become(ctx, pipeline -> addTls(ctx, context));
        } else if (!waiting) {
            waiting = true; // what comes meanwhile waits too
            Runnable goOn = () -> connection.attempt(() -> onLoaded(ctx), connection::closeFor);
            tls.first().whenCompleteAsync((loaded, failure) -> goOn.run(), ctx.executor());
        }
    }

    private void onLoaded(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved() && !connection.isEnding()) {
            if (tls.current() == null) {
                connection.end(DisconnectReason.NOT_AVAILABLE, PlainRefusal.TLS.words());
            } else {
                shakeHands(ctx);
            }
        }
    }

    private void addTls(ChannelHandlerContext ctx, SslContext context) {
        SslHandler handler = context.newHandler(ctx.alloc());
        handler.setHandshakeTimeoutMillis(0); // looked at with everything else
        handler.setCloseNotifyFlushTimeoutMillis(TimeUnit.NANOSECONDS.toMillis(DisconnectReason.FAREWELL_NS));
        ProtocolDetectionHandler inside = new ProtocolDetectionHandler(connection, pipelines, tls, true);
        ctx.pipeline()
                .addAfter(ctx.name(), "handshake", new HandshakeHandler(connection, handler, tls.stats(), inside))
                .addAfter(ctx.name(), "tls", handler);
    }

    private void become(ChannelHandlerContext ctx, Consumer<ChannelPipeline> install) {
        install.accept(ctx.pipeline());
        ctx.pipeline().remove(this); // hands on the bytes read so far to what was just installed
    }
}
