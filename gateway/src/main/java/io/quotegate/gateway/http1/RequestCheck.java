package io.quotegate.gateway.http1;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.http.Authority;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.session.DisconnectReason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request before anything is looked up, so that what follows on the connection cannot be trusted.
 *
 * @param fields of the answer, beside those of every problem
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9112#section-3">RFC 9112 §3 and §6</a>
 */
record RequestCheck(HttpProblem problem, HttpFields fields, DisconnectReason reason) {
    private static final Set<HttpMethod> KNOWN_METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS,
            HttpMethod.PATCH,
            HttpMethod.TRACE,
            HttpMethod.CONNECT);

    /** What makes the connection unusable; null if nothing does. */
    static @Nullable RequestCheck of(HttpRequest request) {
        Throwable failure = request.decoderResult().cause();
        if (failure != null) {
            return ofFailure(failure);
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return bad(505, ErrorCode.UNSUPPORTED, "HTTP version (expected: 1.0 or 1.1)");
        }
        RequestCheck framing = ofFraming(request);
        if (framing != null) {
            return framing;
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            return bad(400, ErrorCode.BAD_REQUEST, "Host (expected: exactly one)");
        }
        if (!hosts.isEmpty() && !Authority.isWellFormed(hosts.get(0))) {
            return bad(400, ErrorCode.BAD_REQUEST, "Host (expected: a host, and perhaps a port)");
        }
        if (!KNOWN_METHODS.contains(request.method())) {
            return bad(501, ErrorCode.UNSUPPORTED, "method (expected: one of HTTP's)");
        }
        if (RequestTarget.of(request) == null) {
            return bad(400, ErrorCode.BAD_REQUEST, "target (expected: a path, or a URL of HTTP)");
        }
        return WebSocketHandshake.isAskedFor(request) ? WebSocketHandshake.check(request) : null;
    }

    /** What leaves open where the body ends, so that a proxy may see another end than we do (RFC 9112 §6.1 and §6.3). */
    private static @Nullable RequestCheck ofFraming(HttpRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return null;
        }
        if (request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            return bad(400, ErrorCode.BAD_REQUEST, "both Transfer-Encoding and Content-Length");
        }
        if (codings.size() > 1 || request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return bad(400, ErrorCode.BAD_REQUEST, "Transfer-Encoding (expected: at most once, over HTTP/1.1)");
        }
        return "chunked".equalsIgnoreCase(codings.get(0))
                ? null
                : bad(501, ErrorCode.UNSUPPORTED, "Transfer-Encoding (expected: chunked)");
    }

    private static RequestCheck ofFailure(Throwable failure) {
        if (failure instanceof TooLongHttpLineException) {
            return tooLarge(414, "request line too long");
        }
        if (failure instanceof TooLongHttpHeaderException || failure instanceof TooLongFrameException) {
            return tooLarge(431, "header fields too large");
        }
        return bad(HttpProblem.MALFORMED, HttpFields.NONE);
    }

    /** Whether the fields of the head are too many, or too long. */
    boolean isLargeHead() {
        return problem.status() == HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.code();
    }

    private static RequestCheck tooLarge(int status, String detail) {
        HttpProblem problem = new HttpProblem(status, ErrorCode.TOO_LARGE, detail);
        return new RequestCheck(problem, HttpFields.NONE, DisconnectReason.TOO_LARGE);
    }

    private static RequestCheck bad(int status, ErrorCode code, String detail) {
        return bad(new HttpProblem(status, code, detail), HttpFields.NONE);
    }

    /** What is against the rules. */
    static RequestCheck bad(HttpProblem problem, HttpFields fields) {
        return new RequestCheck(problem, fields, DisconnectReason.PROTOCOL_ERROR);
    }
}
