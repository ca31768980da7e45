package io.quotegate.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.gateway.session.Connection;

/**
 * In front of the HTTP codec: notes when bytes come, so that a request that never ends is noticed, and throws away what
 * comes after the connection was ended. Confined to its connection's event loop.
 */
final class HttpInput extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    HttpInput(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (connection.isEnding()) {
            ReferenceCountUtil.release(message);
        } else {
            connection.heard(true); // until the handler behind the codec says that the request is whole
            ctx.fireChannelRead(message);
        }
    }
}
