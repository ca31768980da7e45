package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.ProtocolSession;

/** A connection that only listens to Server-Sent Events. Confined to its event loop. */
final class EventStreamHandler extends ChannelInboundHandlerAdapter implements ProtocolSession {
    private final Connection connection;
    private final EventStream stream;

    EventStreamHandler(Connection connection, EventStream stream) {
        this.connection = connection;
        this.stream = stream;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message); // a stream takes no more requests
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush(); // the head and the snapshot, which were written while the request was read
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        connection.resume();
        stream.onWritable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stream.close();
        ctx.fireChannelInactive();
    }

    @Override
    public void onTime(long nowNs) {
        stream.onTime(nowNs);
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return EventStream.farewell(reason);
    }

    @Override
    public void stopReading() {
        // What comes is thrown away anyway.
    }
}
