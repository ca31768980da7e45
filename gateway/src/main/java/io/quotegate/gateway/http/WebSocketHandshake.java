package io.quotegate.gateway.http;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.quotegate.codec.websocket.WebSocketFrames;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a WebSocket opening handshake.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-4.2">RFC 6455 §4.2</a>
 */
final class WebSocketHandshake {
    static final String VERSION = "13";

    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /** Whether {@code request} asks for WebSocket, rightly or not. */
    static boolean isAskedFor(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** What is wrong with the handshake, or null. */
    static @Nullable String problem(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return "a WebSocket begins with GET and HTTP/1.1";
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return "Connection (expected: Upgrade)";
        }
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        return keys.size() == 1 && isKey(keys.get(0).strip())
                ? null
                : "Sec-WebSocket-Key (expected: 16 bytes in Base64, once)";
    }

    /** Whether the client speaks the version of WebSocket spoken here. */
    static boolean isVersionKnown(HttpRequest request) {
        return VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A header that may be given several times, as one list; null if it is not given. */
    static @Nullable String list(HttpRequest request, CharSequence name) {
        List<String> values = request.headers().getAll(name);
        return values.isEmpty() ? null : String.join(",", values);
    }

    /** The answer that opens the WebSocket. */
    static FullHttpResponse answer(HttpRequest request, WebSocketDoor.Opening opening) {
        FullHttpResponse response = HttpResponder.status(HttpResponseStatus.SWITCHING_PROTOCOLS);
        String key =
                request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip();
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, WebSocketFrames.accept(key));
        if (opening.subprotocol() != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, opening.subprotocol());
        }
        if (opening.extensions() != null) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, opening.extensions());
        }
        return response;
    }
}
