package io.quotegate.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.service.quotes.QuoteService;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/stream} without WebSocket: quotes as Server-Sent Events, one event per quote, until either side closes.
 * Any thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, Server-sent events</a>
 */
public final class EventStreams {
    private static final String PATH = "/v1/stream";
    private static final HttpAnswer EVENTS = new HttpAnswer(200, "text/event-stream");

    private final QuoteService quotes;

    public EventStreams(QuoteService quotes) {
        this.quotes = quotes;
    }

    /** Adds the route that answers what {@link #wish} does not take. */
    public void addTo(HttpRoutes routes) {
        routes.get(PATH, this::refuse);
    }

    /** What a request asks for, if it can be served; null leaves it to the routes. */
    EventStream.@Nullable Wish wish(String method, String uri) {
        QueryStringDecoder target = new QueryStringDecoder(uri);
        if (!target.rawPath().equals(PATH) || !method.equals(HttpMethod.GET.name())) {
            return null;
        }
        List<String> pairs = pairs(target.parameters());
        DeliveryMode mode = mode(target.parameters());
        return mode == null ? null : quotes.ids(pairs).fold(ids -> new EventStream.Wish(ids, mode), unknown -> null);
    }

    /** Serves {@code wish} on a connection that does nothing else from now on. */
    void begin(ChannelHandlerContext ctx, EventStream.Wish wish, Connection connection, LoopContext loop) {
        ctx.write(head(), ctx.voidPromise());
        EventStream stream = new EventStream(connection, loop);
        EventStreamHandler handler = new EventStreamHandler(connection, stream);
        ctx.pipeline().addBefore(ctx.pipeline().lastContext().name(), "sse", handler);
        HttpHandler.leave(ctx.pipeline());
        connection.speak(Protocol.SSE, handler);
        stream.begin(wish);
    }

    /** Serves {@code wish} on a stream of HTTP/2. */
    ExchangeHandler open(Exchange exchange, EventStream.Wish wish) {
        Http2Headers head = new DefaultHttp2Headers(false, 3)
                .status(HttpResponseStatus.OK.codeAsText())
                .set(HttpHeaderNames.CONTENT_TYPE, EVENTS.contentType())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        exchange.speak(Protocol.SSE);
        exchange.respond(head);
        EventStream stream = new EventStream(exchange, exchange.loop());
        stream.begin(wish);
        return new EventStreamExchange(exchange, stream);
    }

    private static HttpResponse head() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, EVENTS.contentType())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE); // the body ends with the connection
        return head;
    }

    private HttpAnswer refuse(HttpCall call) {
        if (mode(call.query()) == null) {
            return HttpAnswer.problem(call.body(), ErrorCode.BAD_REQUEST, "mode (expected: latest or all)");
        }
        return quotes.ids(pairs(call.query()))
                .fold(
                        ids -> EVENTS,
                        unknown -> HttpAnswer.problem(call.body(), unknown)); // a HEAD request, or a wrong one
    }

    private static List<String> pairs(Map<String, List<String>> query) {
        List<String> given = query.get("pairs");
        return given == null || given.get(0).isEmpty()
                ? List.of("*")
                : List.of(given.get(0).split(",", -1));
    }

    private static @Nullable DeliveryMode mode(Map<String, List<String>> query) {
        List<String> given = query.get("mode");
        return given == null ? DeliveryMode.LATEST : DeliveryMode.ofWireName(given.get(0));
    }
}
