package io.quotegate.gateway.detect;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.tls.PeerName;
import io.quotegate.tls.TlsStats;

/**
 * Stands behind TLS while hands are shaken, and then gives its place to the detection of what is spoken inside. Confined
 * to its event loop.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {
    private final Connection connection;
    private final DetectionDeadline deadline;
    private final SslHandler tls;
    private final TlsStats stats;
    private final ProtocolDetectionHandler inside;
    private final long sinceNs = System.nanoTime();

    HandshakeHandler(Connection connection, SslHandler tls, TlsStats stats, ProtocolDetectionHandler inside) {
        this.connection = connection;
        deadline = new DetectionDeadline(connection);
        this.tls = tls;
        this.stats = stats;
        this.inside = inside;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline.begin();
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
}
