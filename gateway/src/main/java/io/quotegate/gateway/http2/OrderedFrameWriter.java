package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;

/** Writes what Netty's codec says by itself, behind the frames that were buffered before. Confined to its event loop. */
final class OrderedFrameWriter extends DecoratingHttp2FrameWriter {
    private final FrameBuffer frames;

    OrderedFrameWriter(Http2FrameWriter writer, FrameBuffer frames) {
        super(writer);
        this.frames = frames;
    }

    @Override
    public ChannelFuture writeHeaders(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int padding,
            boolean endStream,
            ChannelPromise promise) {
        frames.write(ctx);
        return super.writeHeaders(ctx, streamId, headers, padding, endStream, promise);
    }

    @Override
    public ChannelFuture writeRstStream(
            ChannelHandlerContext ctx, int streamId, long errorCode, ChannelPromise promise) {
        frames.write(ctx);
        return super.writeRstStream(ctx, streamId, errorCode, promise);
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
        frames.write(ctx); // what was encoded before the table of header fields changed
        return super.writeSettingsAck(ctx, promise);
    }

    @Override
    public ChannelFuture writePing(ChannelHandlerContext ctx, boolean ack, long data, ChannelPromise promise) {
        frames.write(ctx);
        return super.writePing(ctx, ack, data, promise);
    }

    @Override
    public ChannelFuture writeGoAway(
            ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData, ChannelPromise promise) {
        frames.write(ctx);
        return super.writeGoAway(ctx, lastStreamId, errorCode, debugData, promise);
    }
}
