package io.quotegate.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.AsciiString;
import io.quotegate.gateway.session.Connection;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From HTTP/1.1 to HTTP/2 by {@code Upgrade: h2c}. A request that asks for it wrongly, or has a body, is answered as
 * HTTP/1.1, as a server may.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7540#section-3.2">RFC 7540 §3.2</a>
 */
final class Http2Upgrade {
    private static final AsciiString PROTOCOL = AsciiString.cached("h2c");
    private static final AsciiString SETTINGS = AsciiString.cached("http2-settings");
    private static final int SETTING_BYTES = 6;

    /** What speaks of the connection and has no place in HTTP/2 (RFC 9113 §8.2.2). */
    private static final Set<String> CONNECTION_FIELDS = Set.of(
            "connection",
            "http2-settings",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "transfer-encoding",
            "upgrade");

    private Http2Upgrade() {}

    /** Whether {@code request} asks for it in a way that can be granted. */
    static boolean isAskedFor(HttpRequest request, long bodyBytes) {
        HttpHeaders headers = request.headers();
        return headers.containsValue(HttpHeaderNames.UPGRADE, PROTOCOL, true)
                && bodyBytes == 0
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.CONNECTION, SETTINGS, true)
                && settings(request) != null;
    }

    /** Says yes, and leaves the connection to HTTP/2. */
    static void perform(ChannelHandlerContext ctx, HttpRequest request, Connection connection, Http2Door door) {
        FullHttpResponse yes = HttpResponder.status(HttpResponseStatus.SWITCHING_PROTOCOLS);
        yes.headers().set(HttpHeaderNames.UPGRADE, PROTOCOL).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        ctx.write(yes, ctx.voidPromise());
        Http2Settings settings = settings(request);
        ChannelPipeline pipeline = ctx.pipeline();
        HeldInput held = new HeldInput();
        pipeline.addBefore(pipeline.lastContext().name(), "held", held);
        HttpHandler.leave(pipeline); // first: what HTTP/2 says at once must not pass the codec of HTTP/1.1
        door.enter(pipeline, connection, settings == null ? new Http2Settings() : settings, head(request));
        pipeline.remove(held);
    }

    /** The client's settings; null unless they are given once and well formed. */
    private static @Nullable Http2Settings settings(HttpRequest request) {
        List<String> given = request.headers().getAll(SETTINGS);
        if (given.size() != 1) {
            return null;
        }
        try {
            ByteBuffer payload =
                    ByteBuffer.wrap(Base64.getUrlDecoder().decode(given.get(0).strip()));
            if (payload.remaining() % SETTING_BYTES != 0) {
                return null;
            }
            Http2Settings settings = new Http2Settings();
            while (payload.hasRemaining()) {
                settings.put((char) payload.getShort(), Long.valueOf(Integer.toUnsignedLong(payload.getInt())));
            }
            return settings;
        } catch (IllegalArgumentException e) { // not Base64, or a value out of range
            return null;
        }
    }

    /** The head of {@code request} as HTTP/2 has it. */
    static Http2Headers head(HttpRequest request) {
        HttpHeaders headers = request.headers();
        Http2Headers head = new DefaultHttp2Headers(false)
                .method(request.method().asciiName())
                .scheme("http")
                .path(request.uri());
        String host = headers.get(HttpHeaderNames.HOST);
        if (host != null) {
            head.authority(host);
        }
        for (Map.Entry<String, String> field : headers) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!CONNECTION_FIELDS.contains(name)) {
                head.add(new AsciiString(name), field.getValue());
            }
        }
        return head;
    }
}
