package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.text.ByteWriter;

/**
 * What a route answers, beside the body it wrote.
 *
 * @param status      HTTP status code
 * @param contentType of the body
 */
public record HttpAnswer(int status, String contentType) {
    /** Prometheus text exposition format. */
    public static final HttpAnswer METRICS = new HttpAnswer(200, "text/plain; version=0.0.4; charset=utf-8");

    public static final HttpAnswer JSON = new HttpAnswer(200, "application/json");
    public static final HttpAnswer TEXT = new HttpAnswer(200, "text/plain; charset=utf-8");

    private static final String PROBLEM = "application/problem+json";

    /**
     * Writes what is wrong as a problem document and answers with the code's status.
     *
     * @see <a href="https://datatracker.ietf.org/doc/html/rfc9457">RFC 9457</a>
     */
    public static HttpAnswer problem(ByteWriter body, ErrorCode code, String detail) {
        return problem(body, code.httpStatus(), code, detail);
    }

    /** The same of a service's {@code refusal}. */
    public static HttpAnswer problem(ByteWriter body, Refusal refusal) {
        return problem(body, refusal.code(), refusal.message());
    }

    /** The same with a status of its own, where HTTP has a finer one than {@code code}. */
    static HttpAnswer problem(ByteWriter body, int status, ErrorCode code, String detail) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        body.clear().ascii("{\"type\":\"about:blank\",\"title\":").jsonString(title);
        body.ascii(",\"status\":").number(status).ascii(",\"code\":\"").ascii(code.wireName());
        body.ascii("\",\"detail\":").jsonString(detail).put('}');
        return new HttpAnswer(status, PROBLEM);
    }
}
