package io.quotegate.gateway.http.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.PushChannel;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.market.Candle;
import io.quotegate.service.quotes.QuoteService;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One client's Server-Sent Events. Confined to its event loop. */
final class EventStream implements AnswerListener {
    private static final ByteBuf COMMENT = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(":\n\n", US_ASCII));

    private final HttpStream stream;
    private final LoopContext loop;
    private final Subscriber subscriber;

    private EventStream(HttpStream stream) {
        this.stream = stream;
        loop = stream.loop();
        subscriber = loop.fanout().subscriber(stream);
    }

    /**
     * Writes a snapshot of {@code pairs}, and from now on what follows, as {@code asked}. The answer was begun.
     *
     * @param candles has what it is given take those there are of pairs
     */
    static EventStream begin(
            HttpStream stream,
            BitSet pairs,
            ClientRequest.Subscribe asked,
            BiConsumer<BitSet, Consumer<List<Candle>>> candles) {
        EventStream events = new EventStream(stream);
        events.subscribe(pairs, asked, candles);
        if (QuoteService.areAll(asked.pairs())) {
            events.loop
                    .fanout()
                    .wantEveryPair(events.subscriber, asked.channel(), more -> events.subscribe(more, asked, candles));
        }
        stream.flush();
        return events;
    }

    private void subscribe(
            BitSet pairs, ClientRequest.Subscribe asked, BiConsumer<BitSet, Consumer<List<Candle>>> candles) {
        EventLoopFanout fanout = loop.fanout();
        SubscribeOptions options = asked.options();
        Subscriber part = fanout.part(subscriber, WireFormat.SSE, options.intervalMs());
        if (asked.channel() == PushChannel.BOOKS) {
            fanout.subscribeBooks(part, pairs, options.depth(), asked.mode(), WireFormat.SSE);
        } else if (asked.channel() == PushChannel.CANDLES) {
            fanout.subscribeCandles(part, pairs, taker -> candles.accept(pairs, taker), asked.mode(), WireFormat.SSE);
        } else {
            fanout.subscribeQuotes(part, pairs, asked.mode(), WireFormat.SSE);
        }
    }

    @Override
    public void onWritable() {
        subscriber.catchUp();
    }

    @Override
    public void onTime(long nowNs) {
        if (stream.quietNs(nowNs) >= loop.limits().heartbeat().toNanos()) {
            stream.writeAndFlush(COMMENT.duplicate());
        }
    }

    @Override
    public boolean drains() {
        return false;
    }

    @Override
    public boolean isConflated() {
        return subscriber.wantsNewest();
    }

    /**
     * The event that says {@code reason}, and when to come back.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, Server-sent events</a>
     */
    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        int retryMs = loop.limits().retryMs(reason);
        String retry = retryMs == 0 ? "" : "retry: " + retryMs + '\n';
        return Unpooled.copiedBuffer(retry + "event: bye\ndata: " + reason.wireName() + "\n\n", US_ASCII);
    }

    @Override
    public void onEnding() {
        onClosed(false);
    }

    @Override
    public void onClosed(boolean complete) {
        loop.fanout().remove(subscriber);
    }
}
