package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.exchange.SelectiveRouter;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.session.ProtocolSession;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one HTTP/1.1 connection: checks each request, finds its route, answers in order. Bodies are read and thrown
 * away, as no route takes one. Confined to its connection's event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9112">RFC 9112</a>
 */
public final class HttpHandler extends SimpleChannelInboundHandler<HttpObject> implements ProtocolSession {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_CHUNK_BYTES = 16 * 1024;
    /** How long an idle connection is kept for another request. */
    private static final long KEEP_ALIVE_NS = Duration.ofSeconds(75).toNanos();

    private static final String INPUT = "http-input";
    private static final String CODEC = "http-codec";
    private static final String CALLS = "http-calls";

    private final Connection connection;
    private final LoopContext loop;
    private final Service service;
    private final Http2Door http2;

    private @Nullable HttpRequest request; // whose body is still coming
    private long bodyBytes;

    private HttpHandler(Connection connection, LoopContext loop, Service service, Http2Door http2) {
        super(HttpObject.class);
        this.connection = connection;
        this.loop = loop;
        this.service = service;
        this.http2 = http2;
    }

    /** What all connections share, of either version of HTTP. */
    public record Service(
            RouteAnswers answers, WebSocketDoor webSockets, EventStreams eventStreams, SelectiveRouter calls) {}

    /** Adds what serves HTTP/1.1 before the tail of {@code pipeline}. */
    public static void install(
            ChannelPipeline pipeline, Connection connection, LoopContext loop, Service service, Http2Door http2) {
        HttpHandler handler = new HttpHandler(connection, loop, service, http2);
        String tail = pipeline.lastContext().name();
        pipeline.addBefore(tail, INPUT, new HttpInput(connection));
        pipeline.addBefore(tail, CODEC, new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES));
        pipeline.addBefore(tail, CALLS, new CallsHandler(connection, loop, service.calls(), handler));
        pipeline.addBefore(tail, "http", handler);
        connection.speak(Protocol.HTTP, handler);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (connection.isEnding()) {
            return;
        }
        if (message instanceof HttpRequest head) {
            begin(ctx, head);
        }
        if (message instanceof HttpContent content && request != null) {
            bodyBytes += content.content().readableBytes();
            if (bodyBytes > loop.limits().frameBytes()) {
                refuse(ctx, RequestCheck.bodyTooLarge(loop.limits().frameBytes()));
            } else if (content.decoderResult().isFailure()) {
                refuse(ctx, badRequest("malformed body"));
            } else if (content instanceof LastHttpContent) {
                HttpRequest whole = request;
                request = null;
                connection.heard(false);
                serve(ctx, whole);
                connection.restrain(loop.limits().pendingBytes());
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        RequestCheck problem = RequestCheck.of(head);
        if (problem != null) {
            refuse(ctx, problem);
            return;
        }
        request = head;
        bodyBytes = 0;
        if (HttpUtil.is100ContinueExpected(head)) {
            ctx.writeAndFlush(HttpResponder.status(HttpResponseStatus.CONTINUE), ctx.voidPromise());
        }
    }

    /** Answers what is wrong and closes: what follows on the connection cannot be trusted. */
    private void refuse(ChannelHandlerContext ctx, RequestCheck problem) {
        ByteWriter body = loop.writer().payload();
        HttpAnswer answer = HttpAnswer.problem(body, problem.status(), problem.code(), problem.detail());
        write(ctx, HttpResponder.response(ctx.channel(), answer, body, false));
        connection.end(problem.reason());
    }

    private void serve(ChannelHandlerContext ctx, HttpRequest whole) {
        loop.metrics().requests.increment();
        try {
            if (WebSocketHandshake.isAskedFor(whole)) {
                upgrade(ctx, whole);
            } else if (Http2Upgrade.isAskedFor(whole, bodyBytes)) {
                Http2Upgrade.perform(ctx, whole, connection, http2);
            } else {
                streamOrAnswer(ctx, whole);
            }
        } catch (IllegalArgumentException e) { // from decoding what is escaped
            refuse(ctx, badRequest("malformed path or query"));
        }
    }

    private void streamOrAnswer(ChannelHandlerContext ctx, HttpRequest whole) {
        EventStream.Wish wish = service.eventStreams().wish(whole.method().name(), whole.uri());
        if (wish == null) {
            answer(ctx, whole);
        } else {
            service.eventStreams().begin(ctx, wish, connection, loop);
        }
    }

    private static RequestCheck badRequest(String detail) {
        return new RequestCheck(400, ErrorCode.BAD_REQUEST, detail, DisconnectReason.PROTOCOL_ERROR);
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest whole) {
        ByteWriter body = loop.writer().payload();
        HttpAnswer answer = service.answers().answer(whole.method().name(), whole.uri(), loop, body);
        boolean keepAlive = HttpUtil.isKeepAlive(whole);
        FullHttpResponse response = HttpResponder.response(ctx.channel(), answer, body, keepAlive);
        if (answer.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, RouteAnswers.ALLOWED);
        }
        if (keepAlive && whole.protocolVersion().minorVersion() == 0) {
            HttpUtil.setKeepAlive(response, true); // HTTP/1.0 has to be told
            response.headers().set(HttpHeaderNames.CONNECTION, "keep-alive");
        }
        write(ctx, response);
        if (!keepAlive) {
            connection.end(DisconnectReason.COMPLETED);
        }
    }

    private void upgrade(ChannelHandlerContext ctx, HttpRequest whole) {
        String problem = WebSocketHandshake.problem(whole);
        if (problem != null) {
            refuse(ctx, badRequest(problem));
            return;
        }
        if (!WebSocketHandshake.isVersionKnown(whole)) {
            refuseVersion(ctx);
            return;
        }
        WebSocketDoor.Opening opening = service.webSockets()
                .open(
                        new QueryStringDecoder(whole.uri()).path(),
                        WebSocketHandshake.list(whole, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL),
                        WebSocketHandshake.list(whole, HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        if (opening == null) {
            answer(ctx, whole); // a plain answer says why: usually 404
            return;
        }
        write(ctx, WebSocketHandshake.answer(whole, opening));
        opening.install(ctx.pipeline(), connection, loop);
        leave(ctx.pipeline());
    }

    private void refuseVersion(ChannelHandlerContext ctx) {
        ByteWriter body = loop.writer().payload();
        HttpAnswer answer =
                HttpAnswer.problem(body, 426, ErrorCode.BAD_REQUEST, "Sec-WebSocket-Version (expected: 13)");
        FullHttpResponse response = HttpResponder.response(ctx.channel(), answer, body, false);
        response.headers()
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketHandshake.VERSION)
                .set(HttpHeaderNames.UPGRADE, "websocket");
        write(ctx, response);
        connection.end(DisconnectReason.PROTOCOL_ERROR);
    }

    /** Takes HTTP out of a pipeline; the codec, last, hands on what it has read but not used. */
    static void leave(ChannelPipeline pipeline) {
        pipeline.remove(HttpHandler.class);
        pipeline.remove(CALLS);
        pipeline.remove(INPUT);
        pipeline.remove(CODEC);
    }

    private void write(ChannelHandlerContext ctx, Object response) {
        connection.spoke();
        ctx.write(response, ctx.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        connection.resume();
    }

    @Override
    public void onTime(long nowNs) {
        if (connection.incompleteNs(nowNs) > loop.limits().messageTimeout().toNanos()) {
            Channel channel = connection.channel();
            ByteWriter body = loop.writer().payload();
            HttpAnswer answer = HttpAnswer.problem(body, 408, ErrorCode.BAD_REQUEST, "request not ended in time");
            channel.write(HttpResponder.response(channel, answer, body, false), channel.voidPromise());
            connection.end(DisconnectReason.MESSAGE_TIMEOUT);
        } else if (connection.silentNs(nowNs) >= KEEP_ALIVE_NS) {
            connection.end(DisconnectReason.IDLE_TIMEOUT);
        }
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void stopReading() {
        // HttpInput throws away what still comes.
    }
}
