package io.quotegate.gateway.http2;

import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.quotegate.gateway.http.Draining;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.ProtocolSession;
import io.quotegate.gateway.session.liveness.SignOfLife;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Serves one HTTP/2 connection: what all its streams share, from the preface to the farewell. Confined to its event
 * loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113">RFC 9113</a>
 */
final class Http2Handler extends Http2ConnectionHandler implements StreamCarrier, ProtocolSession {

    private static final ResponseHead HEAD_TOO_LARGE = ResponseHead.of(REQUEST_HEADER_FIELDS_TOO_LARGE);

    private final Connection carrier;
    private final LoopContext loop;
    private final HttpRouter router;
    private final Http2Codec codec;
    private final RequestListener requests;
    private final ServedStreams streams;
    private final SignOfLife sign;
    private final Draining draining = new Draining();
    private final HalfClose halfClose = new HalfClose();
    private final Runnable flush = this::flushNow;

    private @Nullable ChannelHandlerContext ctx;
    private boolean reading; // the end of the read will flush
    private boolean flushScheduled;
    private Http2Error error = Http2Error.NO_ERROR;

    Http2Handler(Connection carrier, LoopContext loop, HttpRouter router, Http2Codec codec) {
        super(codec.decoder(), codec.encoder(), Http2Limits.settings(), true, false);
        this.carrier = carrier;
        this.loop = loop;
        this.codec = codec;
        this.router = router;
        sign = new SignOfLife(loop.limits().heartbeat());
        requests = new RequestListener(this, connection(), codec.streamKey(), codec.history());
        streams = new ServedStreams(connection(), codec.streamKey());
        codec.decoder().frameListener(requests);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        ctx = context;
        super.handlerAdded(context);
        int more = Http2Limits.CONNECTION_WINDOW_BYTES - Http2Limits.FIRST_WINDOW_BYTES;
        decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
    }

    /** Has {@code request}, by which the connection was upgraded, answered as stream 1. */
    void serveUpgrade(Http2Settings settings, RequestHead request) throws Http2Exception {
        onHttpServerUpgrade(settings);
        requests.beginAfterPreface(request);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        reading = true;
        sign.given();
        super.channelRead(context, codec.fromItsStart(message));
        carrier.heard(codec.reader().isAmid(actualReadableBytes()));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (carrier.isEnding()) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(context, in, out);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        reading = false;
        if (codec.reader().isHolding()) { // Netty would read on
            flushStreams();
        } else {
            super.channelReadComplete(context);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        carrier.resume();
        super.channelWritabilityChanged(context);
        if (!reading && codec.reader().isHolding()) {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        }
        carrier.readOn();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context); // closes the streams
        codec.frames().release();
    }

    // StreamCarrier

    @Override
    public Connection carrier() {
        return carrier;
    }

    @Override
    public LoopContext loop() {
        return loop;
    }

    @Override
    public HttpRouter router() {
        return router;
    }

    @Override
    public StreamSender sender() {
        return codec.sender();
    }

    @Override
    public void flushSoon() {
        if (!reading && !flushScheduled) {
            flushScheduled = true;
            if (!loop.fanout().flushesWithBatch(flush)) {
                carrier.channel().eventLoop().execute(flush);
            }
        }
    }

    private void flushNow() {
        flushScheduled = false;
        carrier.attempt(this::flushStreams, carrier::closeFor);
    }

    private void flushStreams() {
        if (ctx != null && !ctx.isRemoved()) {
            flush(ctx);
            carrier.flushed();
        }
    }

    @Override
    public void endLocally(Http2Stream stream, boolean bodyEnded) {
        if (ctx != null) {
            closeStreamLocal(stream, ctx.newSucceededFuture());
            if (!bodyEnded) {
                reset(stream, Http2Error.NO_ERROR); // RFC 9113 §8.1
            }
        }
    }

    @Override
    public void reset(Http2Stream stream, Http2Error code) {
        if (ctx != null && connection().stream(stream.id()) == stream) {
            resetStream(ctx, stream.id(), code.code(), ctx.newPromise());
            flushSoon();
        }
    }

    @Override
    public void consumed(Http2Stream stream, int bytes) {
        try {
            if (decoder().flowController().consumeBytes(stream, bytes)) {
                flushSoon();
            }
        } catch (Http2Exception e) {
            throw new IllegalStateException("window of a stream", e);
        }
    }

    // What went wrong

    @Override
    protected void onStreamError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, Http2Exception.StreamException ex) {
        try {
            codec.guard().onStreamError(ex.error());
        } catch (Http2Exception tooMany) {
            onConnectionError(context, outbound, tooMany, tooMany);
            return;
        }
        Http2Stream stream = connection().stream(ex.streamId());
        if (stream == null) {
            codec.history().add(ex.streamId(), StreamHistory.Fate.RESET_BY_US);
            if (ex instanceof Http2Exception.HeaderListSizeException tooLarge && tooLarge.duringDecode()) {
                answerLargeHead(context, ex.streamId());
                return;
            }
        }
        super.onStreamError(context, outbound, cause, ex);
    }

    private void answerLargeHead(ChannelHandlerContext context, int streamId) {
        ResponseHead special = router.largeHead(codec.heads().contentType());
        Http2Headers answer = ResponseHeads.of(special == null ? HEAD_TOO_LARGE : special);
        Http2FrameWriter writer = encoder().frameWriter();
        codec.frames().write(context);
        writer.writeHeaders(context, streamId, answer, 0, true, context.newPromise());
        writer.writeRstStream(context, streamId, Http2Error.NO_ERROR.code(), context.newPromise());
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext context, boolean outbound, Throwable cause, @Nullable Http2Exception ex) {
        if (carrier.isEnding()) {
            return;
        }
        if (ex == null) {
            carrier.lost(cause); // what was written could not be: mostly because the client is gone
            return;
        }
        error = ex.error();
        carrier.end(
                switch (error) {
                    case ENHANCE_YOUR_CALM -> DisconnectReason.FLOOD;
                    case INTERNAL_ERROR -> DisconnectReason.INTERNAL_ERROR;
                    default -> DisconnectReason.PROTOCOL_ERROR;
                });
    }

    // ProtocolSession

    @Override
    public void onTime(long nowNs) {
        if (draining.isOver(streams.isEmpty(), nowNs)) {
            carrier.end(draining.reason());
        } else if (carrier.incompleteNs(nowNs) > loop.limits().messageTimeout().toNanos()) {
            carrier.end(DisconnectReason.MESSAGE_TIMEOUT);
        } else {
            keepAlive(nowNs);
            streams.onTime(nowNs);
        }
    }

    private void keepAlive(long nowNs) {
        if (carrier.isInputClosed()) {
            return; // it can answer no ping; the carrier sees to it that it does not live for ever
        }
        long held = sender().isHoldingBack() ? Long.MAX_VALUE : carrier.unsentBytes(); // its silence is the backlog's
        if (sign.isMissing(nowNs, held)) {
            carrier.end(DisconnectReason.IDLE_TIMEOUT);
        } else if (carrier.quietNs(nowNs) >= loop.limits().heartbeat().toNanos() && ctx != null) {
            sign.asked(nowNs);
            carrier.spoke();
            encoder().writePing(ctx, false, nowNs, ctx.newPromise());
            flushSoon();
        }
    }

    /** Tells the client to begin nothing more, ends what would go on for ever, and lets the rest be done. */
    @Override
    public boolean drains(DisconnectReason reason) {
        long nowNs = loop.sweeper().nowNs();
        if (reason == DisconnectReason.CLIENT_CLOSED) {
            streams.endUnlessOwed(reason);
            // Is something being sent? Behind a closed window nothing ever will be.
            return !streams.isEmpty() && halfClose.isStillAnswered(nowNs, carrier.quietNs(nowNs) == 0);
        }
        if (ctx == null || !draining.begin(reason, nowNs)) {
            return false;
        }
        streams.endUnlessDraining(reason);
        goAway(ctx, Integer.MAX_VALUE, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
        flushStreams();
        return !streams.isEmpty();
    }

    @Override
    public boolean lasts() {
        return streams.last();
    }

    @Override
    public long keptBytes() {
        return sender().heldBytes();
    }

    @Override
    public boolean isConflated() {
        return streams.haveConflated();
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        if (ctx == null) {
            return Unpooled.EMPTY_BUFFER;
        }
        if (error == Http2Error.NO_ERROR) {
            streams.end(reason);
        }
        flushStreams();
        int last = connection().remote().lastStreamCreated();
        return FrameBuffer.goAway(carrier.alloc(), last, error.code(), reason.wireName());
    }

    @Override
    public void stopReading() {} // what still comes is skipped in decode
}
