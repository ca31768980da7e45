package io.quotegate.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.fault.FaultGuard;

/**
 * Last of what listens: hears of connections that could not be taken, for want of descriptors or memory. Netty takes none
 * for a second then, and goes on. Any thread.
 */
@ChannelHandler.Sharable
public final class AcceptTail extends ChannelInboundHandlerAdapter {
    private final FaultGuard guard;

    /** @param guard counts them, and tells of them once a minute */
    public AcceptTail(FaultGuard guard) {
        this.guard = guard;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        guard.caught(cause);
    }
}
