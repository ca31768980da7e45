package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.quotegate.gateway.http.RequestHead;
import org.jspecify.annotations.Nullable;

/** Turns the frames of checked streams into requests and their bodies. Confined to its event loop. */
final class RequestListener extends Http2FrameAdapter {
    private final StreamCarrier owner;
    private final Http2Connection http2;
    private final Http2Connection.PropertyKey streamKey;
    private final Http2Connection.PropertyKey resetKey;
    private final StreamHistory history;
    private final RequestHeadReader reader = new RequestHeadReader();

    private @Nullable RequestHead upgraded; // the request of stream 1, until the client's preface came

    RequestListener(
            StreamCarrier owner, Http2Connection http2, Http2Connection.PropertyKey streamKey, StreamHistory history) {
        this.owner = owner;
        this.http2 = http2;
        this.streamKey = streamKey;
        this.history = history;
        resetKey = http2.newKey();
        http2.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                closed(stream);
            }
        });
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        Http2Stream stream = http2.stream(streamId);
        ServerStream served = stream.getProperty(streamKey);
        if (served != null) {
            served.input().onBodyEnd(); // trailers; the codec lets them only end a stream
        } else {
            begin(stream, reader.read(streamId, headers), !endOfStream);
        }
    }

    /**
     * Has {@code request}, by which the connection was upgraded, answered as stream 1 when the client's preface came.
     * Sooner is allowed (RFC 7540 §3.2), but the JDK's HTTP client loses what follows the 101 closely.
     */
    void beginAfterPreface(RequestHead request) {
        upgraded = request;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
        RequestHead request = upgraded;
        upgraded = null;
        Http2Stream first = request == null ? null : http2.stream(Http2CodecUtil.HTTP_UPGRADE_STREAM_ID);
        if (request != null && first != null) {
            begin(first, request, false);
        }
    }

    private void begin(Http2Stream stream, RequestHead request, boolean bodyFollows) {
        ServerStream.begin(owner, stream, streamKey, request, bodyFollows);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream) {
        ServerStream served = http2.stream(streamId).getProperty(streamKey);
        if (served == null) {
            return data.readableBytes() + padding;
        }
        if (data.isReadable()) {
            served.input().onBody(data);
        }
        if (endOfStream) {
            served.input().onBodyEnd();
        }
        return padding; // the rest is given back as it is consumed
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
        http2.stream(streamId).setProperty(resetKey, Boolean.TRUE);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
        // That it came is all it says, and the read was noted.
    }

    private void closed(Http2Stream stream) {
        StreamHistory.Fate fate = stream.isResetSent()
                ? StreamHistory.Fate.RESET_BY_US
                : stream.getProperty(resetKey) != null
                        ? StreamHistory.Fate.RESET_BY_PEER
                        : StreamHistory.Fate.COMPLETED;
        history.add(stream.id(), fate);
        ServerStream served = stream.getProperty(streamKey);
        if (served != null) {
            served.onClosed();
        }
    }
}
