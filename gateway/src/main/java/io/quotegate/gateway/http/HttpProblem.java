package io.quotegate.gateway.http;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Limits;
import io.quotegate.text.ByteWriter;

/**
 * What is wrong with a request, as an answer. Immutable: any thread.
 *
 * @param status HTTP status code, where HTTP has a finer one than {@code code}
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9457">RFC 9457</a>
 */
public record HttpProblem(int status, ErrorCode code, String detail) {
    /** Something in us failed. */
    public static final HttpProblem OUR_FAULT = of(Refusal.FAILED);

    /** It is not written as HTTP asks. */
    public static final HttpProblem MALFORMED = of(ErrorCode.BAD_REQUEST, "malformed request");

    static final HttpProblem MALFORMED_TARGET = of(ErrorCode.BAD_REQUEST, "malformed path or query");

    public HttpProblem {
        detail = Refusal.withoutTokens(detail);
    }

    /** A problem with the status of its code. */
    public static HttpProblem of(ErrorCode code, String detail) {
        return new HttpProblem(code.httpStatus(), code, detail);
    }

    /** Nothing is behind {@code path}, which is decoded. */
    public static HttpProblem notServed(String path) {
        return of(ErrorCode.NOT_FOUND, "nothing is served at " + Refusal.shown(path));
    }

    /** What a service refuses. */
    public static HttpProblem of(Refusal refusal) {
        return of(refusal.code(), refusal.message());
    }

    /** What a client is told whose request is ended for {@code reason} before it was answered. */
    public static HttpProblem of(DisconnectReason reason, Limits limits) {
        return switch (reason) {
            case MESSAGE_TIMEOUT -> new HttpProblem(408, ErrorCode.BAD_REQUEST, "request not ended in time");
            case CLIENT_CLOSED -> of(ErrorCode.BAD_REQUEST, "request not whole when the connection was closed");
            case TOO_LARGE -> of(ErrorCode.TOO_LARGE, "body longer than " + limits.frameBytes() + " bytes");
            case PROTOCOL_ERROR -> MALFORMED;
            case FLOOD -> of(ErrorCode.LIMIT, "too many requests at a time");
            case UNAUTHENTICATED -> of(ErrorCode.UNAUTHENTICATED, "the token is not valid any more, or none was shown");
            case INTERNAL_ERROR -> OUR_FAULT;
            case SERVER_SHUTDOWN -> new HttpProblem(503, ErrorCode.INTERNAL, "the gateway stops");
            default -> new HttpProblem(503, ErrorCode.INTERNAL, "ended: " + reason.wireName());
        };
    }

    /** Answers {@code stream} with it. On the event loop of {@code stream}. */
    public void send(HttpStream stream) {
        send(stream, HttpFields.NONE);
    }

    /** The same, with {@code more} fields. */
    public void send(HttpStream stream, HttpFields more) {
        ByteWriter body = stream.loop().writer().payload();
        HttpAnswer.problem(body, this).send(stream, body, more);
    }
}
