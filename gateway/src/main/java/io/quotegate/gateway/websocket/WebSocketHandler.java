package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.ProtocolSession;

/** A connection that was upgraded to WebSocket. Confined to its event loop. */
final class WebSocketHandler extends ChannelInboundHandlerAdapter implements ProtocolSession {
    private final Connection connection;
    private final WebSocketSession session;
    private final int pendingBytes;

    WebSocketHandler(Connection connection, WebSocketSession session, int pendingBytes) {
        this.connection = connection;
        this.session = session;
        this.pendingBytes = pendingBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            session.read(in);
            connection.restrain(pendingBytes);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        connection.resume();
        session.onWritable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.close();
        ctx.fireChannelInactive();
    }

    @Override
    public void onTime(long nowNs) {
        session.onTime(nowNs);
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return session.farewell(reason);
    }

    @Override
    public void stopReading() {
        session.stop();
    }
}
