package io.quotegate.gateway.http.events;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.api.BookDepth;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.api.Right;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.gateway.loop.MarketSubscription;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/stream} without WebSocket: quotes, books or candles as Server-Sent Events, one event for each, until either side closes.
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

    private static final AsciiString LAST_EVENT_ID = AsciiString.cached("last-event-id");

    private static final List<String> CHANNELS =
            List.of(PushChannel.QUOTES.wireName(), PushChannel.BOOKS.wireName(), PushChannel.CANDLES.wireName());

    private final QuoteService quotes;
    private final HistoryService history;

    public EventStreams(QuoteService quotes, HistoryService history) {
        this.quotes = quotes;
        this.history = history;
    }

    /** Adds the route to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.add(Route.events(
                "/v1/stream",
                Right.QUOTES,
                "Quotes, books or candles as Server-Sent Events.",
                (stream, request, parameter) -> new WholeRequest(stream, () -> answer(stream, request))));
    }

    private AnswerListener answer(HttpStream stream, RequestHead request) {
        DeliveryMode mode = mode(request);
        if (mode == null) {
            return refuse(stream, Refusal.badRequest("mode (expected: latest or all)"));
        }
        String depth = Objects.requireNonNullElse(request.query("depth"), "");
        return BookDepth.served(depth)
                .map(served -> asked(request, mode, served))
                .fold(
                        asked -> asked instanceof ClientRequest.Subscribe subscribe
                                ? answer(stream, request, subscribe)
                                : refuse(stream, ((ClientRequest.Invalid) asked).refusal()),
                        refusal -> refuse(stream, refusal));
    }

    private static ClientRequest asked(RequestHead request, DeliveryMode mode, int depth) {
        String channel = Objects.requireNonNullElse(request.query("channel"), PushChannel.QUOTES.wireName());
        return CHANNELS.contains(channel)
                ? ClientRequest.subscribe(
                        null, channel, pairs(request), mode, options(request).deep(depth))
                : ClientRequest.badRequest(
                        null, "channel: " + Refusal.shown(channel) + " (expected: quotes, books or candles)");
    }

    private AnswerListener answer(HttpStream stream, RequestHead request, ClientRequest.Subscribe subscribe) {
        List<RejectedPair> rejected = new ArrayList<>(0);
        return quotes.served(subscribe.pairs(), subscribe.options(), rejected)
                .fold(pairs -> answer(stream, request, subscribe, pairs, rejected), unknown -> refuse(stream, unknown));
    }

    private static SubscribeOptions options(RequestHead request) {
        String interval = request.query("interval");
        String history = request.query("history");
        AsciiString lastEvent = request.field(LAST_EVENT_ID);
        return SubscribeOptions.of(
                        "true".equals(request.query("partial")),
                        interval == null ? 0 : SubscribeOptions.intervalMs(interval))
                .after(history == null ? 0 : SubscribeOptions.history(history))
                .resuming(lastEvent == null ? null : Resume.ofEventId(lastEvent.toString()));
    }

    private static AnswerListener refuse(HttpStream stream, Refusal refusal) {
        HttpProblem.of(refusal).send(stream);
        return AnswerListener.NONE;
    }

    private AnswerListener answer(
            HttpStream stream,
            RequestHead request,
            ClientRequest.Subscribe asked,
            BitSet pairs,
            List<RejectedPair> rejected) {
        if (request.method().equals(HttpMethod.HEAD)) {
            stream.respond(HEAD, Unpooled.EMPTY_BUFFER);
            return AnswerListener.NONE;
        }
        stream.speak(Protocol.SSE);
        stream.respond(HEAD);
        Subscriber subscriber = stream.loop().fanout().subscriber(stream);
        MarketSubscription subscription =
                new MarketSubscription(stream.loop(), quotes, history, subscriber, asked, pairs, WireFormat.SSE);
        Resume.Outcome resumed = subscription.find();
        if (asked.options().partial() || resumed != Resume.Outcome.NONE) {
            ByteWriter told = stream.loop().writer().payload().ascii("event: subscribed\ndata: ");
            stream.loop()
                    .json()
                    .subscribed(told, subscription.instance(), asked, quotes.pairs(pairs), rejected, resumed);
            ByteBuf copy = stream.alloc().directBuffer(told.ascii("\n\n").length());
            told.copyTo(copy);
            stream.write(copy);
        }
        subscription.begin();
        stream.flush();
        return new EventStream(stream, subscriber);
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
