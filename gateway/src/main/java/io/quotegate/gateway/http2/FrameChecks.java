package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Looks at every frame before Netty's codec does: what a stream's state forbids and the codec lets pass or judges
 * otherwise, and what comes too often. Confined to its event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-5.1">RFC 9113 §5.1</a>
 */
final class FrameChecks extends Http2FrameListenerDecorator {
    private final Http2Connection http2;
    private final StreamHistory history;
    private final FloodGuard guard;

    FrameChecks(Http2FrameListener next, Http2Connection http2, StreamHistory history, FloodGuard guard) {
        super(next);
        this.http2 = http2;
        this.history = history;
        this.guard = guard;
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        if (mayHaveHeaders(streamId)) {
            super.onHeadersRead(ctx, streamId, headers, padding, end);
        }
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
            boolean end)
            throws Http2Exception {
        if (mayHaveHeaders(streamId)) { // priorities are not followed: RFC 9113 §5.3.2
            super.onHeadersRead(ctx, streamId, headers, padding, end);
        }
    }

    private boolean mayHaveHeaders(int streamId) throws Http2Exception {
        guard.onUseful();
        Http2Stream stream = http2.stream(streamId);
        if (stream != null) {
            if (!stream.state().remoteSideOpen() && !stream.isResetSent()) {
                throw Http2Exception.streamError(streamId, Http2Error.STREAM_CLOSED, "HEADERS after END_STREAM");
            }
            return true;
        }
        if (isResetByUs(streamId, "HEADERS")) {
            return false;
        }
        if (http2.streamMayHaveExisted(streamId) && history.of(streamId) == null && history.isComplete()) {
            throw Http2Exception.connectionError(
                    Http2Error.PROTOCOL_ERROR, "stream %d (expected: above those before)", streamId);
        }
        return true;
    }

    /** Whether a frame on a stream that is gone is to be ignored. */
    private boolean isResetByUs(int streamId, String frame) throws Http2Exception {
        StreamHistory.Fate fate = history.of(streamId);
        if (fate == StreamHistory.Fate.COMPLETED) {
            throw Http2Exception.connectionError(
                    Http2Error.STREAM_CLOSED, "%s on stream %d, which was ended", frame, streamId);
        }
        return fate == StreamHistory.Fate.RESET_BY_US;
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        if (data.isReadable()) {
            guard.onUseful();
        } else if (!end) {
            guard.onIdle();
        }
        if (http2.stream(streamId) == null && isResetByUs(streamId, "DATA")) {
            return ignore(data, padding, end);
        }
        return super.onDataRead(ctx, streamId, data, padding, end);
    }

    /** The connection's window still knows of it (RFC 9113 §5.1); the stream has none any more. */
    private int ignore(ByteBuf data, int padding, boolean end) throws Http2Exception {
        http2.local().flowController().receiveFlowControlledFrame(null, data, padding, end);
        return data.readableBytes() + padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) throws Http2Exception {
        if (http2.stream(streamId) != null) {
            guard.onReset();
        } else {
            guard.onIdle();
            if (history.of(streamId) != null) {
                return;
            }
        }
        super.onRstStreamRead(ctx, streamId, errorCode);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int windowSizeIncrement)
            throws Http2Exception {
        guard.onIdle();
        if (http2.stream(streamId) != null || history.of(streamId) == null) {
            super.onWindowUpdateRead(ctx, streamId, windowSizeIncrement);
        }
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext ctx, int streamId, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        guard.onIdle();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        guard.onIdle();
        super.onSettingsRead(ctx, settings);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
        guard.onIdle();
        super.onSettingsAckRead(ctx);
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        guard.onIdle();
        super.onPingRead(ctx, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        guard.onIdle();
        super.onPingAckRead(ctx, data);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData)
            throws Http2Exception {
        guard.onIdle();
        super.onGoAwayRead(ctx, lastStreamId, errorCode, debugData);
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext ctx, byte type, int streamId, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        guard.onIdle(); // ignored, RFC 9113 §4.1
    }
}
