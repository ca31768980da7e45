package io.quotegate.gateway.detect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.session.ProtocolSession;
import io.quotegate.tls.PeerName;
import io.quotegate.tls.TlsStats;

/**
 * Stands behind TLS while hands are shaken, and then gives its place to the detection of what is spoken inside. Confined
 * to its event loop.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter implements ProtocolSession {
    private final Connection connection;
    private final SslHandler tls;
    private final TlsStats stats;
    private final ProtocolDetectionHandler inside;
    private final long sinceNs = System.nanoTime();

    HandshakeHandler(Connection connection, SslHandler tls, TlsStats stats, ProtocolDetectionHandler inside) {
        this.connection = connection;
        this.tls = tls;
        this.stats = stats;
        this.inside = inside;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.speak(Protocol.UNKNOWN, this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent done)) {
            ctx.fireUserEventTriggered(event);
        } else if (done.isSuccess()) {
            certify();
            stats.succeeded(tls.engine().getSession().getProtocol(), System.nanoTime() - sinceNs);
            ctx.pipeline().replace(this, "detect", inside);
        } else {
            stats.failures.increment();
            if (ctx.channel().isActive()) {
                connection.end(DisconnectReason.TLS_FAILED);
            }
        }
    }

    private void certify() {
        if (tls.engine().getNeedClientAuth()) {
            String name = PeerName.of(tls.engine().getSession());
            if (name != null) {
                connection.callers().certify(name);
            }
        }
    }

    @Override
    public void onTime(long nowNs) {
        if (nowNs - sinceNs >= ProtocolDetectionHandler.LIMIT_NS) {
            connection.end(DisconnectReason.DETECTION_TIMEOUT);
        }
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void stopReading() {
        // Nothing is read before hands are shaken.
    }
}
