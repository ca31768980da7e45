package io.quotegate.gateway.grpc.service;

import io.quotegate.api.ConversionResult;
import io.quotegate.codec.proto.ConversionProto;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.watch.QuoteWatcher;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionPlan;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The result of a conversion, which may change with each price on its way. Confined to its event loop. */
final class ConversionWatch implements Watched<ConversionResult> {
    private final ConversionPlan plan;
    private final EventLoopFanout fanout;

    private QuoteSource quotes;
    private @Nullable QuoteWatcher watcher;

    ConversionWatch(ConversionPlan plan, EventLoopFanout fanout) {
        this.plan = plan;
        this.fanout = fanout;
        quotes = fanout.newest();
    }

    @Override
    public ConversionResult answer() {
        return plan.convert(quotes).orElseThrow(CallErrors::of);
    }

    /** Whether a price differs, or who quotes it; sizes and ages do not count. */
    @Override
    public boolean isNew(ConversionResult next, ConversionResult told) {
        Iterator<ConversionResult.Rate> before = told.rates().iterator();
        for (ConversionResult.Rate rate : next.rates()) {
            ConversionResult.Rate old = before.next(); // the path stays the same
            if (!rate.rate().equals(old.rate()) || !rate.source().equals(old.source())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Conversion message(ConversionResult answer) {
        return ConversionProto.message(answer);
    }

    @Override
    public void begin(Runnable changed) {
        QuoteWatcher added = changed::run;
        watcher = added;
        quotes = fanout.watch(plan.instruments(), added);
    }

    @Override
    public void end() {
        if (watcher != null) {
            fanout.unwatch(plan.instruments(), watcher);
            watcher = null;
        }
    }
}
