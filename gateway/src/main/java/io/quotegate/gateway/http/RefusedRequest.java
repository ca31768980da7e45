package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;

/** Answers requests that nobody else does, because they must not be. On the event loop of their streams. */
public final class RefusedRequest {
    private static final HttpFields SHOW_TOKEN = challenge("");
    private static final HttpFields OTHER_TOKEN = challenge(", error=\"invalid_token\"");
    private static final HttpFields MORE_RIGHTS = challenge(", error=\"insufficient_scope\"");

    private RefusedRequest() {}

    /** @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3">RFC 6750 §3</a> */
    private static HttpFields challenge(String why) {
        return HttpFields.of(HttpHeaderNames.WWW_AUTHENTICATE, AsciiString.of("Bearer realm=\"quotegate\"" + why));
    }

    /** Answers when the request is whole. */
    static StreamListener whenWhole(HttpStream stream, HttpProblem problem, HttpFields more) {
        return new WholeRequest(stream, () -> {
            problem.send(stream, more);
            return AnswerListener.NONE;
        });
    }

    static StreamListener now(HttpStream stream, HttpProblem problem, HttpFields more) {
        problem.send(stream, more);
        return StreamListener.ANSWERED;
    }

    /** A client that may go on sending is told at once. */
    static StreamListener of(HttpStream stream, RequestHead request, HttpProblem problem, HttpFields more) {
        boolean goesOn = request.protocol() != null || request.method().equals(HttpMethod.POST);
        return goesOn ? now(stream, problem, more) : whenWhole(stream, problem, more);
    }

    /** Of a client that is not known, or has not the right. */
    static StreamListener of(HttpStream stream, RequestHead request, Refusal refusal) {
        return of(stream, request, HttpProblem.of(refusal), challenge(stream, refusal));
    }

    /** Tells such a client now. */
    public static void send(HttpStream stream, Refusal refusal) {
        HttpProblem.of(refusal).send(stream, challenge(stream, refusal));
    }

    private static HttpFields challenge(HttpStream stream, Refusal refusal) {
        if (refusal.code() != ErrorCode.UNAUTHENTICATED) {
            return MORE_RIGHTS;
        }
        return stream.caller().isWrong() ? OTHER_TOKEN : SHOW_TOKEN;
    }
}
