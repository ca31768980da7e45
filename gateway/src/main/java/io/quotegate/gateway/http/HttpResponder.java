package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.quotegate.text.ByteWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Puts answers into HTTP responses. Any thread. */
final class HttpResponder {
    static final AsciiString NO_STORE = AsciiString.cached("no-store");

    private HttpResponder() {}

    /** The response for {@code answer}, whose body stands in {@code body}. */
    static FullHttpResponse response(Channel channel, HttpAnswer answer, ByteWriter body, boolean keepAlive) {
        ByteBuf content = channel.alloc().directBuffer(Math.max(1, body.length()));
        body.copyTo(content);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                content,
                DefaultHttpHeadersFactory.headersFactory().withValidation(false),
                DefaultHttpHeadersFactory.trailersFactory());
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length())
                .set(HttpHeaderNames.CACHE_CONTROL, NO_STORE)
                .set(HttpHeaderNames.DATE, DateHeader.now());
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    /** A response that is only its status. */
    static FullHttpResponse status(HttpResponseStatus status) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    }

    /** The {@code Date} header, put together once a second (RFC 9110 §6.6.1). Any thread. */
    static final class DateHeader {
        private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                        "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                .withZone(ZoneOffset.UTC);

        private record Second(long epochSecond, AsciiString text) {}

        private static volatile Second last = of(0); // immutable; a race only makes it twice

        private DateHeader() {}

        static AsciiString now() {
            long second = System.currentTimeMillis() / 1000;
            Second current = last;
            if (current.epochSecond() != second) {
                current = of(second);
                last = current;
            }
            return current.text();
        }

        private static Second of(long epochSecond) {
            return new Second(epochSecond, new AsciiString(FORMAT.format(Instant.ofEpochSecond(epochSecond))));
        }
    }
}
