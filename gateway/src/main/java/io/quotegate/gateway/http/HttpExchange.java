package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.text.ByteWriter;

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
        ExchangeAnswers.write(exchange, method, answer, body);
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
