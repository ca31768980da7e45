package io.quotegate.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quotegate.codec.ClientRequest;
import io.quotegate.codec.ErrorCode;
import io.quotegate.codec.Mode;
import io.quotegate.gateway.fanout.LoopContext;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
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

    /** Adds the route that answers what {@link #serve} does not take. */
    public void addTo(HttpRoutes routes) {
        routes.get(PATH, this::refuse);
    }

    /** Begins a stream if {@code request} asks for one in a way that can be served; false leaves it to the routes. */
    boolean serve(ChannelHandlerContext ctx, HttpRequest request, Connection connection, LoopContext loop) {
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        if (!target.rawPath().equals(PATH) || !request.method().equals(HttpMethod.GET)) {
            return false;
        }
        List<String> pairs = pairs(target.parameters());
        Mode mode = mode(target.parameters());
        if (mode == null || quotes.firstUnknown(pairs) != null) {
            return false;
        }
        ctx.write(head(), ctx.voidPromise());
        Subscriber subscriber = loop.fanout().subscriber(connection);
        EventStreamHandler handler = new EventStreamHandler(connection, loop, subscriber);
        ctx.pipeline().addBefore(ctx.pipeline().lastContext().name(), "sse", handler);
        HttpHandler.leave(ctx.pipeline());
        connection.speak(Protocol.SSE, handler);
        loop.fanout().subscribeQuotes(subscriber, quotes.ids(pairs), mode, WireFormat.SSE);
        return true;
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
        String unknown = quotes.firstUnknown(pairs(call.query()));
        return unknown == null
                ? EVENTS // a HEAD request
                : HttpAnswer.problem(
                        call.body(), ErrorCode.UNKNOWN_PAIR, "unknown pair: " + ClientRequest.shown(unknown));
    }

    private static List<String> pairs(Map<String, List<String>> query) {
        List<String> given = query.get("pairs");
        return given == null || given.get(0).isEmpty()
                ? List.of("*")
                : List.of(given.get(0).split(",", -1));
    }

    private static @Nullable Mode mode(Map<String, List<String>> query) {
        List<String> given = query.get("mode");
        return given == null ? Mode.LATEST : Mode.ofWireName(given.get(0));
    }
}
