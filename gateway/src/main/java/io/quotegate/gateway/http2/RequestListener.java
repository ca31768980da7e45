package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.quotegate.gateway.exchange.ExchangeRouter;
import org.jspecify.annotations.Nullable;

/** Turns the frames of checked streams into requests and their bodies. Confined to its event loop. */
final class RequestListener extends Http2FrameAdapter {
    private final Http2Handler owner;
    private final Http2Connection http2;
    private final Http2Connection.PropertyKey exchangeKey;
    private final Http2Connection.PropertyKey resetKey;
    private final StreamHistory history;
    private final ExchangeRouter router;

    private @Nullable Http2Headers upgraded; // the request of stream 1, until the client's preface came

    RequestListener(
            Http2Handler owner, Http2Connection.PropertyKey exchangeKey, StreamHistory history, ExchangeRouter router) {
        this.owner = owner;
        this.exchangeKey = exchangeKey;
        this.history = history;
        this.router = router;
        http2 = owner.connection();
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
        Http2Exchange exchange = stream.getProperty(exchangeKey);
        if (exchange != null) {
            exchange.onBodyEnd(); // trailers; the codec lets them only end a stream
            return;
        }
        String problem = RequestHead.problem(headers);
        if (problem != null) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "%s", problem);
        }
        begin(stream, headers, !endOfStream);
    }

    /**
     * Has {@code request}, by which the connection was upgraded, answered as stream 1 when the client's preface came.
     * Sooner is allowed (RFC 7540 §3.2), but the JDK's HTTP client loses what follows the 101 closely.
     */
    void beginAfterPreface(Http2Headers request) {
        upgraded = request;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
        Http2Headers request = upgraded;
        upgraded = null;
        Http2Stream first = request == null ? null : http2.stream(Http2CodecUtil.HTTP_UPGRADE_STREAM_ID);
        if (request != null && first != null) {
            begin(first, request, false);
        }
    }

    private void begin(Http2Stream stream, Http2Headers request, boolean bodyFollows) {
        Http2Exchange exchange = new Http2Exchange(owner, stream, owner.sender().firstWindow());
        stream.setProperty(exchangeKey, exchange);
        exchange.begin(router, request, bodyFollows);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream) {
        Http2Exchange exchange = http2.stream(streamId).getProperty(exchangeKey);
        if (exchange == null) {
            return data.readableBytes() + padding;
        }
        if (data.isReadable()) {
            exchange.onBody(data);
        }
        if (endOfStream) {
            exchange.onBodyEnd();
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
        Http2Exchange exchange = stream.getProperty(exchangeKey);
        if (exchange != null) {
            exchange.onClosed();
        }
    }
}
