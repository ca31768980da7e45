package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.text.ByteWriter;

/** Writes whole answers to exchanges. On the event loop of the exchange. */
final class ExchangeAnswers {
    private ExchangeAnswers() {}

    /** Answers with {@code answer}, whose body stands in {@code body}; the body is left out for {@code HEAD}. */
    static void write(Exchange exchange, String method, HttpAnswer answer, ByteWriter body) {
        Http2Headers head = new DefaultHttp2Headers(false, 8)
                .status(HttpResponseStatus.valueOf(answer.status()).codeAsText())
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length()))
                .set(HttpHeaderNames.CACHE_CONTROL, HttpResponder.NO_STORE)
                .set(HttpHeaderNames.DATE, HttpResponder.DateHeader.now());
        if (answer.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            head.set(HttpHeaderNames.ALLOW, RouteAnswers.ALLOWED);
        }
        exchange.respond(head, method.equals(HttpMethod.HEAD.name()) ? Unpooled.EMPTY_BUFFER : copy(exchange, body));
    }

    private static ByteBuf copy(Exchange exchange, ByteWriter body) {
        ByteBuf copy = exchange.alloc().directBuffer(Math.max(1, body.length()));
        body.copyTo(copy);
        return copy;
    }
}
