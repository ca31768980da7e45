package io.quotegate.gateway.http2;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.Authority;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.RequestHead;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests of heads, and checks what Netty's codec leaves open of the rules for them: pseudo-header fields given
 * twice, or that do not belong together, and values with white space around them. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-8.2">RFC 9113 §8.2 and §8.3</a>
 */
final class RequestHeadReader {
    private RequestHeadReader() {}

    /**
     * The request that {@code head} is.
     *
     * @throws Http2Exception of the stream, if it is malformed
     */
    static RequestHead read(int streamId, Http2Headers head) throws Http2Exception {
        HttpFields.Builder fields = HttpFields.builder(head.size());
        int pseudo = 0;
        for (Map.Entry<CharSequence, CharSequence> field : head) {
            CharSequence name = field.getKey();
            if (name.charAt(0) == ':') {
                pseudo++;
            } else if (isPadded(field.getValue())) {
                throw malformed(streamId, "value with white space around it");
            } else {
                fields.add(AsciiString.of(name), field.getValue());
            }
        }
        String problem = pseudoProblem(head, pseudo);
        if (problem != null) {
            throw malformed(streamId, problem);
        }
        return request(streamId, head, fields.build());
    }

    private static RequestHead request(int streamId, Http2Headers head, HttpFields fields) throws Http2Exception {
        AsciiString host = fields.get(HttpHeaderNames.HOST);
        CharSequence authority = head.authority();
        if (host != null && authority != null && !AsciiString.contentEqualsIgnoreCase(host, authority)) {
            throw malformed(streamId, "host (expected: as :authority)");
        }
        if (!isHost(host) || !isHost(authority)) {
            throw malformed(streamId, ":authority or host (expected: a host, and perhaps a port)");
        }
        CharSequence protocol = head.get(PseudoHeaderName.PROTOCOL.value());
        CharSequence path = head.path();
        return RequestHead.of(
                method(streamId, head.method()),
                protocol == null ? null : protocol.toString(),
                path == null ? "" : path.toString(),
                authority == null ? host : AsciiString.of(authority),
                fields);
    }

    private static HttpMethod method(int streamId, @Nullable CharSequence name) throws Http2Exception {
        try {
            return HttpMethod.valueOf(String.valueOf(name));
        } catch (IllegalArgumentException e) {
            throw malformed(streamId, ":method (expected: a token)");
        }
    }

    private static Http2Exception malformed(int streamId, String why) {
        return Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "%s", why);
    }

    private static @Nullable String pseudoProblem(Http2Headers head, int count) {
        CharSequence method = head.method();
        CharSequence protocol = head.get(PseudoHeaderName.PROTOCOL.value());
        boolean connect = method != null && HttpMethod.CONNECT.asciiName().contentEquals(method);
        int different = one(method) + one(head.scheme()) + one(head.path()) + one(head.authority()) + one(protocol);
        if (count != different) {
            return "a pseudo-header field twice, or that of an answer";
        }
        if (connect) {
            return connectProblem(head, protocol);
        }
        if (method == null || protocol != null) {
            return method == null ? ":method (expected: once)" : ":protocol (expected: with CONNECT only)";
        }
        return targetProblem(head, method);
    }

    /** RFC 9113 §8.5 and RFC 8441 §4. */
    private static @Nullable String connectProblem(Http2Headers head, @Nullable CharSequence protocol) {
        if (head.authority() == null) {
            return ":authority (expected: with CONNECT)";
        }
        if (protocol != null) {
            return targetProblem(head, HttpMethod.CONNECT.asciiName());
        }
        return head.scheme() == null && head.path() == null ? null : "CONNECT with :scheme or :path";
    }

    private static @Nullable String targetProblem(Http2Headers head, CharSequence method) {
        CharSequence path = head.path();
        if (head.scheme() == null || path == null || path.length() == 0) {
            return ":scheme and :path (expected: not empty)";
        }
        boolean whole = path.length() == 1 && path.charAt(0) == '*';
        boolean options = HttpMethod.OPTIONS.asciiName().contentEquals(method);
        return path.charAt(0) == '/' || (whole && options) ? null : ":path (expected: to begin with /)";
    }

    private static boolean isHost(@Nullable CharSequence authority) {
        return authority == null || Authority.isWellFormed(authority);
    }

    private static int one(@Nullable CharSequence value) {
        return value == null ? 0 : 1;
    }

    private static boolean isPadded(CharSequence value) {
        int length = value.length();
        return length > 0 && (isSpace(value.charAt(0)) || isSpace(value.charAt(length - 1)));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
