package io.quotegate.gateway.grpc;

import static java.util.Objects.requireNonNull;

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
 * once make one message. Confined to its event loop, but for being told that there is something new.
 */
final class IndicatorWatch
        implements PushHandler.Push, ChangeStream.Source<Indicators, io.quotegate.codec.proto.v1.Indicators> {
    private final IndicatorService indicators;
    private final IndicatorRequest request;
    private final Instrument pair;
    private final Executor loop;
    private final ChangeStream<Indicators, io.quotegate.codec.proto.v1.Indicators> answer;
    private final Runnable watcher = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean();

    private IndicatorWatch(
            IndicatorService indicators,
            IndicatorRequest request,
            ServerCall<?, io.quotegate.codec.proto.v1.Indicators> call,
            Executor loop,
            Indicators first) {
        this.indicators = indicators;
        this.request = request;
        this.loop = loop;
        pair = requireNonNull(indicators.find(request.getPair()));
        answer = ChangeStream.begin(call, this, first);
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
        Executor loop = outlet.exchange().connection().channel().eventLoop();
        IndicatorWatch watch = new IndicatorWatch(indicators, request, call, loop, first);
        indicators.watch(watch.pair, watch.watcher);
        watch.answer.update(); // what came before it watched
        return watch;
    }

    /** On the thread that takes minutes. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::onWoken);
        }
    }

    private void onWoken() {
        woken.set(false); // before looking: what comes later must wake us again
        answer.update();
    }

    @Override
    public Indicators now() {
        return IndicatorCalls.answer(indicators, request);
    }

    /** Whether a figure or the window differs; growing older does not count. */
    @Override
    public boolean isNews(Indicators now, Indicators before) {
        return now.toUs() != before.toUs()
                || now.trades() != before.trades()
                || !now.readings().equals(before.readings());
    }

    @Override
    public io.quotegate.codec.proto.v1.Indicators message(Indicators value) {
        return IndicatorProto.message(value);
    }

    @Override
    public void onReady() {
        answer.onReady();
    }

    @Override
    public void close() {
        answer.end();
        indicators.unwatch(pair, watcher);
    }
}
