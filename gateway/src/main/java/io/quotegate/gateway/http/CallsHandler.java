package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.exchange.SelectiveRouter;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.session.ProtocolSession;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * In front of what answers HTTP/1.1 from the routes: has calls of gRPC-Web and files answered, one at a time, and lets
 * all other requests pass. Confined to its connection's event loop.
 */
final class CallsHandler extends ChannelInboundHandlerAdapter implements ProtocolSession {
    /** Most pieces of requests that may come while a call is answered. */
    private static final int HELD = 1024;

    private final Connection connection;
    private final LoopContext loop;
    private final SelectiveRouter calls;
    private final ProtocolSession others;
    private final ArrayDeque<Object> held = new ArrayDeque<>();

    private @Nullable Http1Exchange exchange; // under way
    private @Nullable ExchangeHandler answering;
    private boolean bodyEnded;

    CallsHandler(Connection connection, LoopContext loop, SelectiveRouter calls, ProtocolSession others) {
        this.connection = connection;
        this.loop = loop;
        this.calls = calls;
        this.others = others;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (exchange != null && bodyEnded) {
            hold(message);
        } else if (exchange != null && message instanceof HttpContent content) {
            readBody(ctx, content);
        } else if (message instanceof HttpRequest request && isCall(request)) {
            begin(ctx, request);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private boolean isCall(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && calls.takes(
                        request.method().asciiName(),
                        request.uri(),
                        request.headers().get(HttpHeaderNames.CONTENT_TYPE))
                && RequestCheck.of(request) == null
                && !(request.method().equals(HttpMethod.GET) && Http2Upgrade.isAskedFor(request, 0));
    }

    private void hold(Object message) {
        if (held.size() < HELD && !connection.isEnding()) {
            held.add(message);
        } else {
            ReferenceCountUtil.release(message);
            connection.end(DisconnectReason.FLOOD);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        connection.speak(Protocol.HTTP, this);
        Http1Exchange begun = new Http1Exchange(ctx, connection, loop, HttpUtil.isKeepAlive(request), () -> goOn(ctx));
        exchange = begun;
        bodyEnded = false;
        ExchangeHandler found = calls.open(begun, Http2Upgrade.head(request), true);
        begun.handler(found);
        answering = found;
        if (HttpUtil.is100ContinueExpected(request) && !begun.isFinished()) {
            ctx.writeAndFlush(HttpResponder.status(HttpResponseStatus.CONTINUE), ctx.voidPromise());
        }
    }

    private void readBody(ChannelHandlerContext ctx, HttpContent content) {
        Http1Exchange under = exchange;
        ExchangeHandler handler = answering;
        try {
            if (under == null || handler == null) {
                return;
            }
            if (content.decoderResult().isFailure()) {
                connection.end(DisconnectReason.PROTOCOL_ERROR);
                return;
            }
            ByteBuf piece = content.content();
            if (piece.isReadable() && !under.isFinished()) {
                if (!under.mayHold(piece.readableBytes())) {
                    under.end(DisconnectReason.TOO_LARGE);
                    return;
                }
                handler.onBody(piece);
            }
            if (content instanceof LastHttpContent) {
                bodyEnded = true;
                connection.heard(false);
                if (!under.isFinished()) {
                    handler.onBodyEnd();
                }
                goOn(ctx);
            }
        } finally {
            content.release();
        }
    }

    /** If the call is answered, what came meanwhile is served. */
    private void goOn(ChannelHandlerContext ctx) {
        while (exchange != null && bodyEnded && exchange.isFinished()) {
            exchange.close();
            exchange = null;
            answering = null;
            connection.speak(Protocol.HTTP, others);
            while (!held.isEmpty() && (exchange == null || !bodyEnded)) {
                channelRead(ctx, held.remove());
            }
            ctx.flush(); // no read ends now that would
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        connection.flush();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (answering != null) {
            connection.resume();
            answering.onWritable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        handlerRemoved(ctx);
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.close();
            exchange = null;
            answering = null;
        }
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    // ProtocolSession

    @Override
    public void onTime(long nowNs) {
        if (!bodyEnded
                && connection.incompleteNs(nowNs)
                        > loop.limits().messageTimeout().toNanos()) {
            connection.end(DisconnectReason.MESSAGE_TIMEOUT);
        } else if (answering != null) {
            answering.onTime(nowNs);
        }
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        if (exchange != null) {
            exchange.end(reason);
        }
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void stopReading() {
        // HttpInput throws away what still comes.
    }
}
