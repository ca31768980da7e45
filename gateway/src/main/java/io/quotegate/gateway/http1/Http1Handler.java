package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.Draining;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.ProtocolSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Serves one HTTP/1.1 connection: has each request answered, one at a time and in order; what comes meanwhile waits.
 * Confined to its connection's event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9112">RFC 9112</a>
 */
final class Http1Handler extends ChannelInboundHandlerAdapter implements ProtocolSession {
    /** How long an idle connection is kept for another request. */
    private static final long KEEP_ALIVE_NS = Duration.ofSeconds(75).toNanos();

    private final Connection connection;
    private final LoopContext loop;
    private final HttpRouter router;
    private final ConnectionUpgrade http2;
    private final RequestDecoder decoder;

    private @Nullable Http1Stream stream; // under way
    private @Nullable H2cUpgrade upgrade; // when the request is whole
    private boolean bodyEnded; // of the request under way
    private boolean reading; // the end of the read will flush, and look whether the answer is whole
    private final Draining draining = new Draining();

    Http1Handler(Connection connection, LoopContext loop, HttpRouter router, ConnectionUpgrade http2) {
        this.connection = connection;
        this.loop = loop;
        this.router = router;
        this.http2 = http2;
        decoder = new RequestDecoder(this, connection);
    }

    /** What goes before it in the pipeline. */
    RequestDecoder decoder() {
        return decoder;
    }

    Connection connection() {
        return connection;
    }

    LoopContext loop() {
        return loop;
    }

    /** Whether the connection ends with the answer that is under way. */
    boolean isDraining() {
        return draining.isBegun();
    }

    // What comes

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = true;
        if (connection.isEnding() || answering() != null) {
            ReferenceCountUtil.release(message); // nothing will answer it
        } else {
            read(message);
            settle();
        }
    }

    /** The request that is whole and waits for its answer; null if none does. */
    private @Nullable Http1Stream answering() {
        return bodyEnded ? stream : null;
    }

    /** Whether what still comes is for nobody. */
    boolean isDeaf() {
        Http1Stream answering = answering();
        return connection.isEnding() || (answering != null && answering.endsConnection());
    }

    /** Whether another request is to be read: its answer would come behind one under way, or to those not taken yet. */
    boolean wantsMore() {
        return answering() == null && connection.restrain();
    }

    private void read(Object message) {
        try {
            if (message instanceof HttpRequest request) {
                begin(request);
            }
            if (message instanceof Http1Request again) {
                begin(again);
                readBody(LastHttpContent.EMPTY_LAST_CONTENT);
            }
            if (message instanceof HttpContent content && !connection.isEnding()) {
                readBody(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        bodyEnded = false; // also of one that is refused, or goes on as HTTP/2
        RequestCheck wrong = RequestCheck.of(request);
        if (wrong != null) {
            Http1Stream refused = new Http1Stream(this, Http1Request.UNREADABLE);
            stream = refused;
            String type = wrong.isLargeHead() ? request.headers().get(HttpHeaderNames.CONTENT_TYPE) : null;
            // And close: what follows on the connection cannot be trusted.
            refused.refuse(wrong, router.largeHead(type));
            return;
        }
        Http1Request known = Http1Request.of(request);
        upgrade = known.webSocketKey() == null ? H2cUpgrade.of(request, known.head(), http2) : null;
        if (upgrade == null) {
            decoder.remember(known);
            begin(known);
        }
    }

    private void begin(Http1Request request) {
        bodyEnded = false;
        Http1Stream begun = new Http1Stream(this, request);
        stream = begun;
        begun.served().begin(router, request.head());
        if (request.waits() && !begun.isFinished()) {
            connection.writeAndFlush(ResponseWriter.informational(connection.alloc(), HttpResponseStatus.CONTINUE));
        }
    }

    private void readBody(HttpContent content) {
        Http1Stream under = stream;
        if (content.decoderResult().isFailure()) {
            endRequest(DisconnectReason.PROTOCOL_ERROR);
            return;
        }
        if (under != null && content.content().isReadable()) {
            under.onBody(content.content());
        }
        if (content instanceof LastHttpContent && !connection.isEnding()) {
            bodyEnded = true;
            connection.heard(false);
            if (under != null) {
                under.onBodyEnd();
            }
            if (under == null || under.isUpgraded()) {
                leave(under);
            }
        }
    }

    /** Another protocol goes on, with what was read but not used. */
    private void leave(@Nullable Http1Stream upgraded) {
        ChannelPipeline pipeline = connection.channel().pipeline();
        if (upgraded != null) {
            TunnelHandler.install(pipeline, connection, upgraded.served());
        } else if (upgrade != null) {
            upgrade.install(pipeline, connection, loop);
        }
        stream = null;
        pipeline.remove(this);
        pipeline.remove(decoder); // last: it hands on what it has
    }

    // What goes

    /** Sends what was written, at the end of a read once for all. */
    void flush() {
        if (!reading) {
            connection.flush();
        }
    }

    /** The answer under way is whole. */
    void onAnswered() {
        if (!reading) {
            connection.channel().eventLoop().execute(() -> connection.attempt(this::goOn, connection::closeFor));
        }
    }

    /** Reads on, if that is wanted again. */
    private void goOn() {
        if (reading) {
            return; // the decoder looks by itself
        }
        reading = true; // the flush below is for all
        settle();
        decoder.goOn();
        reading = false;
        connection.flush();
    }

    /** Makes room for another request, if the one under way is done with. */
    private void settle() {
        if (stream != null && bodyEnded && stream.isFinished()) {
            stream.close();
            stream = null;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        settle();
        connection.flush();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.resume();
        if (stream != null) {
            stream.served().onWritable();
        }
        goOn();
        connection.readOn();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        handlerRemoved(context);
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    // ProtocolSession

    @Override
    public void onTime(long nowNs) {
        Http1Stream under = stream;
        boolean whole = under != null && bodyEnded;
        if (draining.isOver(under == null, nowNs)) {
            connection.end(draining.reason());
        } else if (!whole
                && !decoder.isHolding()
                && connection.incompleteNs(nowNs)
                        > loop.limits().messageTimeout().toNanos()) {
            endRequest(DisconnectReason.MESSAGE_TIMEOUT);
        } else if (under != null) {
            under.served().onTime(nowNs);
        } else if (connection.silentNs(nowNs) >= KEEP_ALIVE_NS) {
            connection.end(DisconnectReason.IDLE_TIMEOUT);
        }
    }

    /** The request under way never becomes whole; if it was answered, nothing is left to say. */
    private void endRequest(DisconnectReason reason) {
        if (stream != null && stream.isFinished()) {
            connection.end(reason);
        } else {
            Http1Stream unfinished = stream == null ? new Http1Stream(this, Http1Request.UNREADABLE) : stream;
            stream = unfinished;
            unfinished.end(reason);
        }
    }

    /** Gives a request under way time to be answered. */
    @Override
    public boolean drains(DisconnectReason reason) {
        if (reason == DisconnectReason.CLIENT_CLOSED) {
            return answersOn();
        }
        return stream != null
                && !stream.isUpgraded()
                && !stream.isFinished()
                && stream.served().drains()
                && draining.begin(reason, loop.sweeper().nowNs());
    }

    @Override
    public boolean lasts() {
        return stream != null && bodyEnded && stream.served().lasts();
    }

    /** Whether a client that can say nothing more is still to be answered. */
    private boolean answersOn() {
        Http1Stream under = stream;
        if (under == null) {
            return decoder.isHolding();
        }
        if (!bodyEnded && !decoder.isHolding()) {
            endRequest(DisconnectReason.CLIENT_CLOSED);
            return true;
        }
        return !bodyEnded
                || (under.isFinished() ? decoder.isHolding() : under.served().owes());
    }

    @Override
    public boolean isConflated() {
        return stream != null && stream.served().isConflated();
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return stream == null ? Unpooled.EMPTY_BUFFER : stream.farewell(reason);
    }

    @Override
    public void stopReading() {} // the decoder throws away what still comes
}
