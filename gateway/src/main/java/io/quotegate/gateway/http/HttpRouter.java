package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.quotegate.api.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds once who answers a request, whichever version of HTTP it came by, and answers what nobody does. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-15">RFC 9110 §15</a>
 */
public final class HttpRouter {
    private final HttpRoutes routes;

    public HttpRouter(HttpRoutes routes) {
        this.routes = routes;
    }

    /** Begins to answer {@code request}. On the event loop of {@code stream}. */
    public StreamListener open(HttpStream stream, RequestHead request) {
        stream.loop().metrics().requests.increment();
        String path = request.path();
        if (path == null) {
            return refuse(stream, HttpProblem.MALFORMED_TARGET);
        }
        HttpRoutes.Match match =
                routes.find(request.method(), path, request.protocol(), request.field(HttpHeaderNames.CONTENT_TYPE));
        return match == null
                ? refuse(stream, request, path)
                : match.endpoint().open(stream, request, match.parameter());
    }

    private StreamListener refuse(HttpStream stream, RequestHead request, String path) {
        String protocol = request.protocol();
        if (protocol != null && !routes.speaks(protocol)) {
            return refuseNow(stream, new HttpProblem(501, ErrorCode.UNSUPPORTED, ":protocol (expected: websocket)"));
        }
        boolean connects = request.method().equals(HttpMethod.CONNECT);
        if (connects && protocol == null) {
            return refuseNow(stream, new HttpProblem(501, ErrorCode.UNSUPPORTED, "CONNECT (expected: :protocol)"));
        }
        List<HttpMethod> allowed = routes.methods(path);
        if (connects) {
            return refuseNow(stream, HttpProblem.NOT_SERVED); // what would come is no body that ends
        }
        return allowed.isEmpty() ? refuse(stream, HttpProblem.NOT_SERVED) : refuseMethod(stream, allowed);
    }

    private static StreamListener refuseMethod(HttpStream stream, List<HttpMethod> allowed) {
        String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(" or "));
        HttpProblem wrong = new HttpProblem(405, ErrorCode.BAD_REQUEST, "method (expected: " + names + ')');
        String list = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        HttpFields more = HttpFields.of(HttpHeaderNames.ALLOW, AsciiString.of(list));
        return new WholeRequest(stream, () -> {
            wrong.send(stream, more);
            return AnswerListener.NONE;
        });
    }

    private static StreamListener refuse(HttpStream stream, HttpProblem problem) {
        return new WholeRequest(stream, () -> {
            problem.send(stream);
            return AnswerListener.NONE;
        });
    }

    private static StreamListener refuseNow(HttpStream stream, HttpProblem problem) {
        problem.send(stream);
        return StreamListener.ANSWERED;
    }
}
