package io.quotegate.gateway.grpc.service;

import io.netty.channel.EventLoop;
import io.quotegate.api.Indicators;
import io.quotegate.codec.proto.IndicatorProto;
import io.quotegate.codec.proto.v1.IndicatorRequest;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.watch.QuoteWatcher;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.market.Instrument;
import io.quotegate.service.indicators.IndicatorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The indicators of a pair, which change whenever a minute is finished or repaired. Many minutes that come at once are
 * one change. Confined to its event loop, but for being told that there is something new.
 */
final class IndicatorWatch implements Watched<Indicators> {
    private final IndicatorService indicators;
    private final IndicatorRequest request;
    private final EventLoop loop;
    private final EventLoopFanout fanout;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable watcher = this::wake;
    private final QuoteWatcher turn = this::onTurn;

    private @Nullable Instrument pair; // once it watches
    private Runnable changed = () -> {};

    IndicatorWatch(IndicatorService indicators, IndicatorRequest request, LoopContext loop) {
        this.indicators = indicators;
        this.request = request;
        this.loop = loop.eventLoop();
        this.fanout = loop.fanout();
    }

    @Override
    public Indicators answer() {
        return IndicatorCalls.answer(indicators, request);
    }

    /** Whether a figure or the window differs; growing older does not count. */
    @Override
    public boolean isNew(Indicators next, Indicators told) {
        return next.toUs() != told.toUs()
                || next.trades() != told.trades()
                || !next.readings().equals(told.readings());
    }

    @Override
    public io.quotegate.codec.proto.v1.Indicators message(Indicators answer) {
        return IndicatorProto.message(answer);
    }

    @Override
    public void begin(Runnable whenChanged) {
        changed = whenChanged;
        pair = indicators.find(request.getPair());
        if (pair != null) {
            indicators.watch(pair, watcher);
        }
    }

    /** On the thread that takes minutes. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(() -> fanout.wake(turn));
        }
    }

    private void onTurn() {
        woken.set(false); // before looking: what comes later must wake us again
        changed.run();
    }

    @Override
    public void end() {
        changed = () -> {};
        if (pair != null) {
            indicators.unwatch(pair, watcher);
        }
    }
}
