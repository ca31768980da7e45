package io.quotegate.gateway.http1;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.quotegate.api.ErrorCode;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpProblem;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the opening handshake of a WebSocket is on HTTP/1.1 only.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-4.2">RFC 6455 §4.2</a>
 */
final class WebSocketHandshake {
    private static final HttpFields EXPECTED_VERSION = HttpFields.of(
            HttpHeaderNames.SEC_WEBSOCKET_VERSION,
            WebSocketFrames.VERSION,
            HttpHeaderNames.UPGRADE,
            HttpHeaderValues.WEBSOCKET);

    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /** Whether {@code request} asks for WebSocket, rightly or not. */
    static boolean isAskedFor(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** What is wrong with the handshake, or null. */
    static @Nullable RequestCheck check(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return bad("a WebSocket begins with GET and HTTP/1.1");
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return bad("Connection (expected: Upgrade)");
        }
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (keys.size() != 1 || !isKey(keys.get(0).strip())) {
            return bad("Sec-WebSocket-Key (expected: 16 bytes in Base64, once)");
        }
        String version = headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION);
        if (version == null || !WebSocketFrames.VERSION.contentEquals(version)) {
            String detail = "Sec-WebSocket-Version (expected: " + WebSocketFrames.VERSION + ')';
            return RequestCheck.bad(
                    new HttpProblem(HttpResponseStatus.UPGRADE_REQUIRED.code(), ErrorCode.BAD_REQUEST, detail),
                    EXPECTED_VERSION);
        }
        return null;
    }

    private static RequestCheck bad(String detail) {
        return RequestCheck.bad(HttpProblem.of(ErrorCode.BAD_REQUEST, detail), HttpFields.NONE);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The fields of the answer that opens the WebSocket of {@code key}. */
    static HttpFields opening(String key) {
        return HttpFields.of(
                HttpHeaderNames.UPGRADE,
                HttpHeaderValues.WEBSOCKET,
                HttpHeaderNames.CONNECTION,
                HttpHeaderValues.UPGRADE,
                HttpHeaderNames.SEC_WEBSOCKET_ACCEPT,
                AsciiString.of(WebSocketFrames.accept(key)));
    }
}
