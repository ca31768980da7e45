package io.quotegate.gateway.http1;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.HttpFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From HTTP/1.1 to HTTP/2 by {@code Upgrade: h2c}. A request that asks for it wrongly, or has a body, is answered as
 * HTTP/1.1, as a server may.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7540#section-3.2">RFC 7540 §3.2</a>
 */
final class H2cUpgrade {
    static final AsciiString SETTINGS = AsciiString.cached("http2-settings");

    private static final AsciiString PROTOCOL = AsciiString.cached("h2c");

    /** The fields of the answer that grants it. */
    static final HttpFields GRANTED =
            HttpFields.of(HttpHeaderNames.UPGRADE, PROTOCOL, HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);

    private H2cUpgrade() {}

    /** What goes on with a connection whose client asked for it by {@code request}; null if it cannot be granted. */
    static ConnectionUpgrade.@Nullable Successor successor(HttpRequest request, ConnectionUpgrade http2) {
        HttpHeaders headers = request.headers();
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, PROTOCOL, true)
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, SETTINGS, true)
                || hasBody(request)) {
            return null;
        }
        List<String> settings = headers.getAll(SETTINGS);
        return settings.size() == 1 ? http2.successor(settings.get(0)) : null;
    }

    private static boolean hasBody(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) != 0;
    }
}
