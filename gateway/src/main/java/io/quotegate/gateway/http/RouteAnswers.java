package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.text.ByteWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a request from the table of routes, whichever version of HTTP it came by. Any thread. */
public final class RouteAnswers {
    /** Value of {@code Allow} where the method was wrong. */
    static final AsciiString ALLOWED = AsciiString.cached("GET, HEAD");

    private static final Logger LOG = LoggerFactory.getLogger(RouteAnswers.class);

    private final HttpRoutes routes;

    public RouteAnswers(HttpRoutes routes) {
        this.routes = routes;
    }

    /**
     * Writes the answer's body.
     *
     * @throws IllegalArgumentException if something is escaped wrongly in {@code uri}
     */
    HttpAnswer answer(String method, String uri, LoopContext loop, ByteWriter body) {
        QueryStringDecoder target = new QueryStringDecoder(uri);
        HttpRoutes.Match match = routes.find(target.path());
        if (match == null) {
            return HttpAnswer.problem(body, ErrorCode.NOT_FOUND, "nothing is served at this path");
        }
        if (!method.equals(HttpMethod.GET.name()) && !method.equals(HttpMethod.HEAD.name())) {
            return HttpAnswer.problem(body, 405, ErrorCode.BAD_REQUEST, "method (expected: GET or HEAD)");
        }
        HttpCall call = new HttpCall(target.path(), match.parameter(), target.parameters(), loop, body);
        try {
            return match.handler().answer(call);
        } catch (RuntimeException e) {
            LOG.warn("answering {} {} failed", method, uri, e);
            return HttpAnswer.problem(body, Refusal.FAILED);
        }
    }
}
