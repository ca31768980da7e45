package io.quotegate.gateway.grpc;

import static java.util.Objects.requireNonNull;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.Indicators;
import io.quotegate.codec.proto.IndicatorProto;
import io.quotegate.codec.proto.v1.IndicatorRequest;
import io.quotegate.market.Instrument;
import io.quotegate.service.indicators.IndicatorService;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call that is told the indicators of a pair whenever a minute is finished or repaired. Many minutes that come at
 * once make one message, and a client that reads too slowly gets the newest when it can take it. Confined to its event
 * loop, but for being told that there is something new.
 */
final class IndicatorWatch implements PushHandler.Push {
    private final IndicatorService indicators;
    private final IndicatorRequest request;
    private final Instrument pair;
    private final ServerCall<?, io.quotegate.codec.proto.v1.Indicators> call;
    private final Executor loop;
    private final Runnable watcher = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean();

    private Indicators sent;
    private boolean behind; // a minute came while the client took nothing
    private boolean ended;

    private IndicatorWatch(
            IndicatorService indicators,
            IndicatorRequest request,
            ServerCall<?, io.quotegate.codec.proto.v1.Indicators> call,
            Executor loop,
            Indicators first) {
        this.indicators = indicators;
        this.request = request;
        this.call = call;
        this.loop = loop;
        pair = requireNonNull(indicators.find(request.getPair()));
        sent = first;
    }

    /**
     * Answers the indicators of now, and watches on.
     *
     * @throws StatusRuntimeException if the request is refused
     */
    static IndicatorWatch open(
            IndicatorService indicators,
            IndicatorRequest request,
            ServerCall<IndicatorRequest, io.quotegate.codec.proto.v1.Indicators> call,
            CallOutlet outlet) {
        Indicators first = IndicatorCalls.answer(indicators, request);
        call.sendHeaders(new Metadata());
        call.sendMessage(IndicatorProto.message(first));
        Executor loop = outlet.exchange().connection().channel().eventLoop();
        IndicatorWatch watch = new IndicatorWatch(indicators, request, call, loop, first);
        indicators.watch(watch.pair, watch.watcher);
        watch.update(); // what came before it watched
        return watch;
    }

    /** On the thread that takes minutes. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::update);
        }
    }

    private void update() {
        woken.set(false); // before looking: what comes later must wake us again
        if (ended) {
            return;
        }
        if (!call.isReady()) {
            behind = true;
            return;
        }
        behind = false;
        Indicators now = IndicatorCalls.answer(indicators, request);
        if (isNew(now)) {
            sent = now;
            call.sendMessage(IndicatorProto.message(now));
        }
    }

    /** Whether a figure or the window differs; growing older does not count. */
    private boolean isNew(Indicators now) {
        return now.toUs() != sent.toUs()
                || now.trades() != sent.trades()
                || !now.readings().equals(sent.readings());
    }

    @Override
    public void onReady() {
        if (behind) {
            update();
        }
    }

    @Override
    public void close() {
        ended = true;
        indicators.unwatch(pair, watcher);
    }
}
