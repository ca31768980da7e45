package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.api.Refusal;
import io.quotegate.text.ByteWriter;

/**
 * What a route answers, beside the body it wrote. Immutable: any thread.
 *
 * @param status      HTTP status code
 * @param contentType of the body
 */
public record HttpAnswer(int status, AsciiString contentType) {
    /** Prometheus text exposition format. */
    public static final HttpAnswer METRICS = ok("text/plain; version=0.0.4; charset=utf-8");

    /** The text format of OpenMetrics. */
    public static final HttpAnswer OPEN_METRICS = ok("application/openmetrics-text; version=1.0.0; charset=utf-8");

    public static final HttpAnswer TEXT = ok("text/plain; charset=utf-8");

    public static final HttpAnswer JSON = ok("application/json");

    public static final HttpAnswer XML = ok("application/xml");

    private static final AsciiString PROBLEM = AsciiString.cached("application/problem+json");
    private static final int FIELDS = 4;

    private static HttpAnswer ok(String contentType) {
        return new HttpAnswer(HttpResponseStatus.OK.code(), AsciiString.cached(contentType));
    }

    /** Writes why there is no answer as a problem document, and answers with the status of its code. */
    public static HttpAnswer problem(ByteWriter body, Refusal refusal) {
        return problem(body, HttpProblem.of(refusal));
    }

    /** Writes {@code problem} as a document and answers with its status. */
    public static HttpAnswer problem(ByteWriter body, HttpProblem problem) {
        String title = HttpResponseStatus.valueOf(problem.status()).reasonPhrase();
        body.clear().ascii("{\"type\":\"about:blank\",\"title\":").jsonString(title);
        body.ascii(",\"status\":").number(problem.status());
        body.ascii(",\"code\":\"").ascii(problem.code().wireName());
        body.ascii("\",\"detail\":").jsonString(problem.detail()).put('}');
        return new HttpAnswer(problem.status(), PROBLEM);
    }

    /** Answers {@code stream} with what stands in {@code body}. On the event loop of {@code stream}. */
    public void send(HttpStream stream, ByteWriter body) {
        send(stream, body, HttpFields.NONE);
    }

    /** The same, with {@code more} fields. */
    public void send(HttpStream stream, ByteWriter body, HttpFields more) {
        stream.respond(head(body, more), body);
    }

    /** The head before what stands in {@code body}, with {@code more} fields. */
    public ResponseHead head(ByteWriter body, HttpFields more) {
        HttpFields fields = HttpFields.builder(FIELDS + more.count())
                .add(HttpHeaderNames.CONTENT_TYPE, contentType)
                .add(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length()))
                .add(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .add(HttpHeaderNames.DATE, HttpDate.now())
                .addAll(more)
                .build();
        return new ResponseHead(HttpResponseStatus.valueOf(status), fields);
    }
}
