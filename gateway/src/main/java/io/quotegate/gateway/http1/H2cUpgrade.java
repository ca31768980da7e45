package io.quotegate.gateway.http1;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From HTTP/1.1 to HTTP/2 by {@code Upgrade: h2c}. A request that asks for it wrongly, or has a body, is answered as
 * HTTP/1.1, as a server may.
 *
 * @param successor goes on with the connection
 * @param request   is the first that it answers
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7540#section-3.2">RFC 7540 §3.2</a>
 */
record H2cUpgrade(ConnectionUpgrade.Successor successor, RequestHead request) {
    static final AsciiString SETTINGS = AsciiString.cached("http2-settings");

    private static final AsciiString PROTOCOL = AsciiString.cached("h2c");

    /** The fields of the answer that grants it. */
    private static final HttpFields GRANTED =
            HttpFields.of(HttpHeaderNames.UPGRADE, PROTOCOL, HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);

    /** What a client asked for by {@code request}, whose head is {@code known}; null if it cannot be granted. */
    static @Nullable H2cUpgrade of(HttpRequest request, RequestHead known, ConnectionUpgrade http2) {
        HttpHeaders headers = request.headers();
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, PROTOCOL, true)
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, SETTINGS, true)
                || hasBody(request)) {
            return null;
        }
        List<String> settings = headers.getAll(SETTINGS);
        ConnectionUpgrade.Successor successor = settings.size() == 1 ? http2.successor(settings.get(0)) : null;
        return successor == null ? null : new H2cUpgrade(successor, known);
    }

    /** Tells the client, and adds what goes on before the tail of {@code pipeline}. */
    void install(ChannelPipeline pipeline, Connection connection, LoopContext loop) {
        connection.write(
                ResponseWriter.informational(connection.alloc(), HttpResponseStatus.SWITCHING_PROTOCOLS, GRANTED));
        successor.install(pipeline, connection, loop, request);
    }

    private static boolean hasBody(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) != 0;
    }
}
