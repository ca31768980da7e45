package io.quotegate.gateway.grpc.service;

import static java.util.Objects.requireNonNull;

import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.quotegate.api.Indicators;
import io.quotegate.codec.proto.IndicatorProto;
import io.quotegate.codec.proto.v1.IndicatorRequest;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.market.Instrument;
import io.quotegate.service.indicators.IndicatorService;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * One call that is told the indicators of a pair whenever a minute is finished or repaired. Many minutes that come at
 * once make one message, and a client that reads too slowly gets the newest when it can take it. Confined to its event
 * loop, but for being told that there is something new.
 */
final class IndicatorWatch implements PushHandler.Push {
    private final IndicatorService indicators;
    private final Instrument pair;
    private final Executor loop;
    private final ChangeStream<Indicators, io.quotegate.codec.proto.v1.Indicators> changes;
    private final Runnable watcher = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean();

    private IndicatorWatch(
            IndicatorService indicators,
            Instrument pair,
            Executor loop,
            ChangeStream<Indicators, io.quotegate.codec.proto.v1.Indicators> changes) {
        this.indicators = indicators;
        this.pair = pair;
        this.loop = loop;
        this.changes = changes;
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
        Supplier<Indicators> answer = () -> IndicatorCalls.answer(indicators, request);
        var changes = ChangeStream.open(call, answer.get(), answer, IndicatorWatch::isNew, IndicatorProto::message);
        Instrument pair = requireNonNull(indicators.find(request.getPair()));
        Executor loop = outlet.stream().connection().channel().eventLoop();
        IndicatorWatch watch = new IndicatorWatch(indicators, pair, loop, changes);
        indicators.watch(pair, watch.watcher);
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
        changes.update();
    }

    /** Whether a figure or the window differs; growing older does not count. */
    private static boolean isNew(Indicators now, Indicators sent) {
        return now.toUs() != sent.toUs()
                || now.trades() != sent.trades()
                || !now.readings().equals(sent.readings());
    }

    @Override
    public void onReady() {
        changes.onReady();
    }

    @Override
    public void close() {
        changes.close();
        indicators.unwatch(pair, watcher);
    }
}
