package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.codec.ByteWriter;
import io.quotegate.codec.ErrorCode;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.session.DisconnectReason;

/**
 * One request of HTTP/2 that is answered from the routes. Its body is read and thrown away, as no route takes one.
 * Confined to its event loop.
 */
final class HttpExchange implements ExchangeHandler {
    private static final int TIMED_OUT = 408;
    private static final int TOO_LARGE = 413;

    private final Exchange exchange;
    private final RouteAnswers answers;
    private final String method;
    private final String uri;

    private long bodyBytes;
    private boolean answered;

    HttpExchange(Exchange exchange, RouteAnswers answers, String method, String uri) {
        this.exchange = exchange;
        this.answers = answers;
        this.method = method;
        this.uri = uri;
        exchange.heard(true); // until the body is whole
    }

    @Override
    public void onBody(ByteBuf piece) {
        bodyBytes += piece.readableBytes();
        exchange.consumed(piece.readableBytes());
        int limit = exchange.loop().limits().frameBytes();
        if (bodyBytes > limit) {
            refuse(TOO_LARGE, ErrorCode.TOO_LARGE, "body longer than " + limit + " bytes");
        }
    }

    @Override
    public void onBodyEnd() {
        exchange.heard(false);
        answerNow();
    }

    /** Answers without waiting for the body's end. */
    HttpExchange answerNow() {
        if (!answered) {
            ByteWriter body = exchange.loop().writer().payload();
            try {
                write(answers.answer(method, uri, exchange.loop(), body), body);
            } catch (IllegalArgumentException e) { // from decoding what is escaped
                refuse(400, ErrorCode.BAD_REQUEST, "malformed path or query");
            }
        }
        return this;
    }

    /** Answers what is wrong. */
    void refuse(int status, ErrorCode code, String detail) {
        if (!answered) {
            ByteWriter body = exchange.loop().writer().payload();
            write(HttpAnswer.problem(body, status, code, detail), body);
        }
    }

    private void write(HttpAnswer answer, ByteWriter body) {
        answered = true;
        Http2Headers head = new DefaultHttp2Headers(false, 8)
                .status(HttpResponseStatus.valueOf(answer.status()).codeAsText())
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length()))
                .set(HttpHeaderNames.CACHE_CONTROL, HttpResponder.NO_STORE)
                .set(HttpHeaderNames.DATE, HttpResponder.DateHeader.now());
        if (answer.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            head.set(HttpHeaderNames.ALLOW, RouteAnswers.ALLOWED);
        }
        exchange.respond(head, method.equals(HttpMethod.HEAD.name()) ? Unpooled.EMPTY_BUFFER : copy(body));
    }

    private ByteBuf copy(ByteWriter body) {
        ByteBuf copy = exchange.alloc().directBuffer(Math.max(1, body.length()));
        body.copyTo(copy);
        return copy;
    }

    @Override
    public void onTime(long nowNs) {
        long limitNs = exchange.loop().limits().messageTimeout().toNanos();
        if (!answered && exchange.incompleteNs(nowNs) > limitNs) {
            refuse(TIMED_OUT, ErrorCode.BAD_REQUEST, "request not ended in time");
            exchange.flush();
        }
    }

    @Override
    public boolean drains() {
        return true;
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        refuse(503, ErrorCode.INTERNAL, "the gateway stops");
        return Unpooled.EMPTY_BUFFER;
    }
}
