package io.quotegate.gateway.grpc.service;

import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.quotegate.api.ConversionResult;
import io.quotegate.codec.proto.ConversionProto;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.QuoteWatcher;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionPlan;
import java.util.Iterator;

/**
 * One call that is told the result of a conversion at each price change on its way. A client that reads too slowly gets
 * the newest when it can take it. Confined to its event loop.
 */
final class ConversionWatch implements PushHandler.Push, QuoteWatcher {
    private final ConversionPlan plan;
    private final EventLoopFanout fanout;
    private final ChangeStream<ConversionResult, io.quotegate.codec.proto.v1.Conversion> changes;
    private final QuoteSource quotes;

    private ConversionWatch(
            ConversionPlan plan,
            ServerCall<?, io.quotegate.codec.proto.v1.Conversion> call,
            EventLoopFanout fanout,
            ConversionResult first) {
        this.plan = plan;
        this.fanout = fanout;
        changes = ChangeStream.open(call, first, this::now, ConversionWatch::isNew, ConversionProto::message);
        quotes = fanout.watch(plan.instruments(), this);
    }

    /**
     * Answers the result of now, and watches on.
     *
     * @throws StatusRuntimeException if there is none
     */
    static ConversionWatch open(
            ConversionPlan plan,
            ServerCall<ConvertRequest, io.quotegate.codec.proto.v1.Conversion> call,
            CallOutlet outlet) {
        EventLoopFanout fanout = outlet.stream().loop().fanout();
        ConversionResult first = plan.convert(fanout.newest()).orElseThrow(CallErrors::of);
        ConversionWatch watch = new ConversionWatch(plan, call, fanout, first);
        watch.changes.update();
        return watch;
    }

    private ConversionResult now() {
        return plan.convert(quotes).orElseThrow(CallErrors::of);
    }

    /** Whether a price differs, or who quotes it; sizes and ages do not count. */
    private static boolean isNew(ConversionResult next, ConversionResult sent) {
        Iterator<ConversionResult.Rate> before = sent.rates().iterator();
        for (ConversionResult.Rate rate : next.rates()) {
            ConversionResult.Rate old = before.next(); // the path stays the same
            if (!rate.rate().equals(old.rate()) || !rate.source().equals(old.source())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onQuote(int instrumentId) {
        changes.update();
    }

    @Override
    public void onReady() {
        changes.onReady();
    }

    @Override
    public void close() {
        changes.close();
        fanout.unwatch(plan.instruments(), this);
    }
}
