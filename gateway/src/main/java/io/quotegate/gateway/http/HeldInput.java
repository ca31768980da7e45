package io.quotegate.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;

/** Keeps what comes while the handlers behind it are put together; hands it on when it is removed. */
final class HeldInput extends ChannelInboundHandlerAdapter {
    private final List<Object> held = new ArrayList<>(1);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        held.add(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.forEach(ctx::fireChannelRead);
    }
}
