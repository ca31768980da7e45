package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.quotegate.gateway.http.ServedRequest;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.ProtocolSession;

/**
 * A connection on which another protocol was granted, WebSocket: bytes go both ways without HTTP. Confined to its event
 * loop.
 */
final class TunnelHandler extends ChannelInboundHandlerAdapter implements ProtocolSession {
    private final Connection connection;
    private final ServedRequest served;

    private TunnelHandler(Connection connection, ServedRequest served) {
        this.connection = connection;
        this.served = served;
    }

    /** Has {@code connection} go on as {@code served}, before the tail of {@code pipeline}. */
    static void install(ChannelPipeline pipeline, Connection connection, ServedRequest served) {
        TunnelHandler tunnel = new TunnelHandler(connection, served);
        pipeline.addBefore(pipeline.lastContext().name(), "tunnel", tunnel);
        connection.speak(connection.protocol(), tunnel);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!connection.isEnding()) {
                served.onBody(in);
                connection.restrain();
            }
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
        served.onWritable();
        connection.readOn();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        served.closed(false);
        ctx.fireChannelInactive();
    }

    @Override
    public void onTime(long nowNs) {
        served.onTime(nowNs);
    }

    @Override
    public boolean drains(DisconnectReason reason) {
        return reason == DisconnectReason.CLIENT_CLOSED && served.owes();
    }

    @Override
    public boolean isConflated() {
        return served.isConflated();
    }

    @Override
    public boolean lasts() {
        return served.lasts();
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return served.end(reason);
    }

    @Override
    public void stopReading() {
        // What still comes is thrown away above.
    }
}
