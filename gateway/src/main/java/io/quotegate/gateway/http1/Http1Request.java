package io.quotegate.gateway.http1;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.RequestHead;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of one request as every version of HTTP has it, and what is only HTTP/1.1's. Immutable: any thread.
 *
 * @param keepAlive    whether the connection is to live on behind the answer
 * @param old          whether it is of HTTP/1.0
 * @param waits        with its body, for being told to go on
 * @param webSocketKey what opens a WebSocket; null if none is asked for
 */
record Http1Request(
        RequestHead head,
        boolean keepAlive,
        boolean old,
        boolean waits,
        @Nullable String webSocketKey) {
    /** Stands for what cannot be understood, or is not whole. */
    static final Http1Request UNREADABLE = new Http1Request(
            RequestHead.of(HttpMethod.GET, null, "/", null, HttpFields.NONE), false, false, false, null);

    private static final String WEB_SOCKET = "websocket";

    /** What speaks of the connection and has no place in a request that any version of HTTP carries. */
    private static final Set<AsciiString> CONNECTION_FIELDS = Set.of(
            HttpHeaderNames.CONNECTION,
            H2cUpgrade.SETTINGS,
            HttpHeaderNames.HOST,
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            HttpHeaderNames.TE,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE);

    /** What {@code request}, which passed {@link RequestCheck}, says. */
    static Http1Request of(HttpRequest request) {
        HttpHeaders headers = request.headers();
        boolean webSocket = WebSocketHandshake.isAskedFor(request);
        RequestTarget target = Objects.requireNonNull(RequestTarget.of(request), "target");
        String host = target.authority() == null ? headers.get(HttpHeaderNames.HOST) : target.authority();
        RequestHead head = RequestHead.of(
                request.method(),
                webSocket ? WEB_SOCKET : null,
                target.path(),
                host == null ? null : AsciiString.of(host),
                fields(headers));
        return new Http1Request(
                head,
                HttpUtil.isKeepAlive(request),
                request.protocolVersion().equals(HttpVersion.HTTP_1_0),
                HttpUtil.is100ContinueExpected(request),
                webSocket ? headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip() : null);
    }

    private static HttpFields fields(HttpHeaders headers) {
        HttpFields.Builder fields = HttpFields.builder(headers.size());
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
            if (!CONNECTION_FIELDS.contains(name)) {
                fields.add(name, field.getValue());
            }
        }
        return fields.build();
    }

    /** Whether nobody looks at the body of the answer. */
    boolean isHead() {
        return head.method().equals(HttpMethod.HEAD);
    }
}
