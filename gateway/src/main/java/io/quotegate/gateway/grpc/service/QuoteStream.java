package io.quotegate.gateway.grpc.service;

import io.grpc.ServerCall;
import io.quotegate.api.DeliveryMode;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.grpc.Continuation;
import io.quotegate.gateway.http.HttpStream;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * One call that is pushed quotes, and a sign of life where it asks for one: proxies cut streams that are silent, however
 * alive the connection is. Confined to its event loop.
 */
final class QuoteStream implements PushHandler.Push {
    /** A quote that says nothing, not even of which pair. */
    private static final byte[] HEARTBEAT = {};

    private final ServerCall<?, byte[]> call;
    private final HttpStream stream;
    private final EventLoopFanout fanout;
    private final Subscriber subscriber;
    private final DeliveryMode mode;
    private final long heartbeatNs;

    private QuoteStream(ServerCall<?, byte[]> call, HttpStream stream, DeliveryMode mode, long heartbeatNs) {
        this.call = call;
        this.stream = stream;
        this.mode = mode;
        this.heartbeatNs = heartbeatNs;
        fanout = stream.loop().fanout();
        subscriber = fanout.subscriber(stream);
    }

    /**
     * Writes a snapshot of {@code pairs}, and from now on what follows. The answer was begun.
     *
     * @param intervalMs  least time between two quotes of a pair; 0 for as they come
     * @param heartbeatMs after so long without a quote a sign of life is sent; 0 for none
     */
    static QuoteStream begin(
            ServerCall<?, byte[]> call,
            CallOutlet outlet,
            BitSet pairs,
            DeliveryMode mode,
            int intervalMs,
            int heartbeatMs) {
        long heartbeatNs = heartbeatMs == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(heartbeatMs);
        QuoteStream begun = new QuoteStream(call, outlet.stream(), mode, heartbeatNs);
        WireFormat format = outlet.format();
        begun.fanout.subscribeQuotes(begun.fanout.part(begun.subscriber, format, intervalMs), pairs, mode, format);
        outlet.stream().flush();
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
