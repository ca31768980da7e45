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
 * Makes requests of the heads of one connection, and checks what Netty's codec leaves open of the rules for them:
 * pseudo-header fields given twice, or that do not belong together, and values with white space around them. A client
 * asks much the same again and again, so what was checked of the last request need not be checked of the next. Confined
 * to its event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-8.2">RFC 9113 §8.2 and §8.3</a>
 */
final class RequestHeadReader {
    private static final AsciiString METHOD = PseudoHeaderName.METHOD.value();
    private static final AsciiString SCHEME = PseudoHeaderName.SCHEME.value();
    private static final AsciiString AUTHORITY = PseudoHeaderName.AUTHORITY.value();
    private static final AsciiString PATH = PseudoHeaderName.PATH.value();
    private static final AsciiString PROTOCOL = PseudoHeaderName.PROTOCOL.value();

    private static final int MOST_REQUESTS_HAVE = 4; // pseudo-header fields

    private @Nullable RequestHead last;

    /**
     * The request that {@code head} is.
     *
     * @throws Http2Exception of the stream, if it is malformed
     */
    RequestHead read(int streamId, Http2Headers head) throws Http2Exception {
        HttpFields.Builder fields = HttpFields.builder(Math.max(0, head.size() - MOST_REQUESTS_HAVE));
        Pseudo pseudo = new Pseudo();
        for (Map.Entry<CharSequence, CharSequence> field : head) {
            AsciiString name = AsciiString.of(field.getKey());
            if (name.byteAt(0) == ':') {
                if (!pseudo.take(name, field.getValue())) {
                    throw malformed(streamId, "a pseudo-header field twice, or that of an answer");
                }
            } else if (isPadded(field.getValue())) {
                throw malformed(streamId, "value with white space around it");
            } else {
                fields.add(name, field.getValue());
            }
        }
        String problem = pseudo.problem();
        if (problem != null) {
            throw malformed(streamId, problem);
        }
        RequestHead request = request(streamId, pseudo, fields.build());
        last = request;
        return request;
    }

    private RequestHead request(int streamId, Pseudo pseudo, HttpFields fields) throws Http2Exception {
        AsciiString host = fields.get(HttpHeaderNames.HOST);
        AsciiString authority = pseudo.authority;
        if (host != null && authority != null && !host.contentEqualsIgnoreCase(authority)) {
            throw malformed(streamId, "host (expected: as :authority)");
        }
        if (!isHost(host) || !isHost(authority)) {
            throw malformed(streamId, ":authority or host (expected: a host, and perhaps a port)");
        }
        HttpMethod method = method(streamId, pseudo.method);
        String protocol = pseudo.protocol == null ? null : pseudo.protocol.toString();
        AsciiString called = authority == null ? host : authority;
        if (last != null && pseudo.path != null && pseudo.path.contentEquals(last.target())) {
            return last.again(method, protocol, called, fields);
        }
        String target = pseudo.path == null ? "" : pseudo.path.toString();
        return RequestHead.of(method, protocol, target, called, fields);
    }

    private static HttpMethod method(int streamId, @Nullable AsciiString name) throws Http2Exception {
        try {
            return HttpMethod.valueOf(String.valueOf(name));
        } catch (IllegalArgumentException e) {
            throw malformed(streamId, ":method (expected: a token)");
        }
    }

    private static Http2Exception malformed(int streamId, String why) {
        return Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "%s", why);
    }

    /** Codecs hand out what they keep in their table, so the same text is most often the same object. */
    private boolean isHost(@Nullable AsciiString authority) {
        return authority == null
                || (last != null && authority.equals(last.authority()))
                || Authority.isWellFormed(authority);
    }

    private static boolean isPadded(CharSequence value) {
        int length = value.length();
        return length > 0 && (isSpace(value.charAt(0)) || isSpace(value.charAt(length - 1)));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** The pseudo-header fields of one request (RFC 9113 §8.3.1, RFC 8441 §4). */
    private static final class Pseudo {
        private @Nullable AsciiString method;
        private @Nullable AsciiString scheme;
        private @Nullable AsciiString authority;
        private @Nullable AsciiString path;
        private @Nullable AsciiString protocol;

        /** Takes one; false if it was there, or is none of a request. */
        boolean take(AsciiString name, CharSequence text) {
            AsciiString value = AsciiString.of(text);
            AsciiString before;
            if (name.equals(METHOD)) {
                before = method;
                method = value;
            } else if (name.equals(SCHEME)) {
                before = scheme;
                scheme = value;
            } else if (name.equals(AUTHORITY)) {
                before = authority;
                authority = value;
            } else if (name.equals(PATH)) {
                before = path;
                path = value;
            } else {
                before = protocol;
                protocol = value;
                return before == null && name.equals(PROTOCOL);
            }
            return before == null;
        }

        @Nullable
        String problem() {
            if (HttpMethod.CONNECT.asciiName().equals(method)) {
                return connectProblem();
            }
            if (method == null || protocol != null) {
                return method == null ? ":method (expected: once)" : ":protocol (expected: with CONNECT only)";
            }
            return targetProblem(method);
        }

        private @Nullable String connectProblem() {
            if (authority == null) {
                return ":authority (expected: with CONNECT)";
            }
            if (protocol != null) {
                return targetProblem(HttpMethod.CONNECT.asciiName());
            }
            return scheme == null && path == null ? null : "CONNECT with :scheme or :path";
        }

        private @Nullable String targetProblem(AsciiString asked) {
            if (scheme == null || path == null || path.isEmpty()) {
                return ":scheme and :path (expected: not empty)";
            }
            boolean whole = path.length() == 1 && path.byteAt(0) == '*';
            boolean options = HttpMethod.OPTIONS.asciiName().equals(asked);
            return path.byteAt(0) == '/' || (whole && options) ? null : ":path (expected: to begin with /)";
        }
    }
}
