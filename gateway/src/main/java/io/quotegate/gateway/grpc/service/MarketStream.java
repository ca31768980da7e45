package io.quotegate.gateway.grpc.service;

import io.grpc.ServerCall;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.grpc.Continuation;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.loop.MarketSubscription;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.quotes.QuoteService;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One call that is pushed quotes, books or candles, and a sign of life where it asks for one: proxies cut streams that are
 * silent, however alive the connection is. Confined to its event loop.
 */
final class MarketStream implements PushHandler.Push {
    /** A quote, a book or a candle that says nothing, not even of which pair. */
    private static final byte[] HEARTBEAT = {};

    private final ServerCall<?, byte[]> call;
    private final HttpStream stream;
    private final EventLoopFanout fanout;
    private final Subscriber subscriber;
    private final DeliveryMode mode;
    private final long heartbeatNs;

    private MarketStream(ServerCall<?, byte[]> call, HttpStream stream, DeliveryMode mode, long heartbeatNs) {
        this.call = call;
        this.stream = stream;
        this.mode = mode;
        this.heartbeatNs = heartbeatNs;
        fanout = stream.loop().fanout();
        subscriber = fanout.subscriber(stream);
    }

    /** Writes what the client missed, or a snapshot, of what {@code asked} names, and from now on what follows. */
    static MarketStream begin(
            ServerCall<?, byte[]> call,
            CallOutlet outlet,
            StreamRequest asked,
            QuoteService quotes,
            HistoryService history) {
        ClientRequest.Subscribe subscribe = asked.subscribe();
        List<RejectedPair> rejected = new ArrayList<>(0);
        BitSet pairs =
                quotes.served(subscribe.pairs(), subscribe.options(), rejected).orElseThrow(CallErrors::of);
        HttpStream stream = outlet.stream();
        MarketStream begun = new MarketStream(call, stream, subscribe.mode(), asked.heartbeatNs());
        MarketSubscription subscription = new MarketSubscription(
                stream.loop(), quotes, history, begun.subscriber, subscribe, pairs, outlet.format());
        Resume.Outcome resumed = subscription.find();
        call.sendHeaders(StreamRequest.head(subscription.instance(), resumed, rejected));
        subscription.begin();
        stream.flush();
        return begun;
    }

    @Override
    public Continuation continuation() {
        return mode == DeliveryMode.LATEST ? Continuation.LASTS_CONFLATED : Continuation.LASTS;
    }

    @Override
    public void onTime(long nowNs) {
        if (stream.quietNs(nowNs) >= heartbeatNs && call.isReady()) {
            call.sendMessage(HEARTBEAT);
        }
    }

    @Override
    public void onReady() {
        subscriber.catchUp();
    }

    @Override
    public void close() {
        fanout.remove(subscriber);
    }
}
