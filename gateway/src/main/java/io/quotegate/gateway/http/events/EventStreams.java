package io.quotegate.gateway.http.events;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.Refusal;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.service.quotes.QuoteService;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/stream} without WebSocket: quotes as Server-Sent Events, one event per quote, until either side closes.
 * Any thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, Server-sent events</a>
 */
public final class EventStreams {
    private static final AsciiString TYPE = AsciiString.cached("text/event-stream");
    private static final ResponseHead HEAD = ResponseHead.of(
            HttpResponseStatus.OK,
            HttpHeaderNames.CONTENT_TYPE,
            TYPE,
            HttpHeaderNames.CACHE_CONTROL,
            HttpHeaderValues.NO_STORE);

    private final QuoteService quotes;

    public EventStreams(QuoteService quotes) {
        this.quotes = quotes;
    }

    /** Adds the route to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.add(Route.events(
                "/v1/stream",
                "Quotes as Server-Sent Events.",
                (stream, request, parameter) -> new WholeRequest(stream, () -> answer(stream, request))));
    }

    private AnswerListener answer(HttpStream stream, RequestHead request) {
        DeliveryMode mode = mode(request);
        return mode == null
                ? refuse(stream, Refusal.badRequest("mode (expected: latest or all)"))
                : quotes.ids(pairs(request))
                        .fold(pairs -> answer(stream, request, pairs, mode), unknown -> refuse(stream, unknown));
    }

    private static AnswerListener refuse(HttpStream stream, Refusal refusal) {
        HttpProblem.of(refusal).send(stream);
        return AnswerListener.NONE;
    }

    private static AnswerListener answer(HttpStream stream, RequestHead request, BitSet pairs, DeliveryMode mode) {
        if (request.method().equals(HttpMethod.HEAD)) {
            stream.respond(HEAD, Unpooled.EMPTY_BUFFER);
            return AnswerListener.NONE;
        }
        stream.speak(Protocol.SSE);
        stream.respond(HEAD);
        return EventStream.begin(stream, pairs, mode);
    }

    private static List<String> pairs(RequestHead request) {
        String given = request.query("pairs");
        return given == null || given.isEmpty() ? List.of("*") : List.of(given.split(",", -1));
    }

    private static @Nullable DeliveryMode mode(RequestHead request) {
        String given = request.query("mode");
        return given == null ? DeliveryMode.LATEST : DeliveryMode.ofWireName(given);
    }
}
