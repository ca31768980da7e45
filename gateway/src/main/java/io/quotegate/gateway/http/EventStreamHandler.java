package io.quotegate.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.gateway.fanout.LoopContext;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;

/** A connection that only listens to Server-Sent Events. Confined to its event loop. */
final class EventStreamHandler extends ChannelInboundHandlerAdapter implements Connection.Talker {
    private static final ByteBuf COMMENT = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(":\n\n", US_ASCII));

    private final Connection connection;
    private final LoopContext loop;
    private final Subscriber subscriber;

    EventStreamHandler(Connection connection, LoopContext loop, Subscriber subscriber) {
        this.connection = connection;
        this.loop = loop;
        this.subscriber = subscriber;
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
        subscriber.catchUp();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.fanout().remove(subscriber);
        ctx.fireChannelInactive();
    }

    @Override
    public void onTime(Connection watched, long nowNs) {
        if (connection.quietNs(nowNs) >= loop.limits().heartbeat().toNanos()) {
            connection.writeAndFlush(COMMENT.duplicate());
        }
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.copiedBuffer("event: bye\ndata: " + reason.wireName() + "\n\n", US_ASCII);
    }

    @Override
    public void stopReading() {
        // What comes is thrown away anyway.
    }
}
