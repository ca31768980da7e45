package io.quotegate.gateway.grpc;

import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.Conversion;
import io.quotegate.codec.proto.ConversionProto;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.QuoteWatcher;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionOutcome;
import io.quotegate.service.conversion.ConversionOutcome.Converted;
import io.quotegate.service.conversion.ConversionOutcome.Refused;
import io.quotegate.service.conversion.ConversionPlan;
import java.util.Iterator;

/**
 * One call that is told the result of a conversion at each price change on its way. Confined to its event loop.
 */
final class ConversionWatch
        implements PushHandler.Push,
                QuoteWatcher,
                ChangeStream.Source<Conversion, io.quotegate.codec.proto.v1.Conversion> {
    private final ConversionPlan plan;
    private final EventLoopFanout fanout;
    private final QuoteSource quotes;
    private final ChangeStream<Conversion, io.quotegate.codec.proto.v1.Conversion> answer;

    private ConversionWatch(
            ConversionPlan plan,
            ServerCall<?, io.quotegate.codec.proto.v1.Conversion> call,
            EventLoopFanout fanout,
            Conversion first) {
        this.plan = plan;
        this.fanout = fanout;
        answer = ChangeStream.begin(call, this, first);
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
        EventLoopFanout fanout = outlet.exchange().loop().fanout();
        ConversionWatch watch = new ConversionWatch(plan, call, fanout, convert(plan, fanout.newest()));
        watch.answer.update();
        return watch;
    }

    private static Conversion convert(ConversionPlan plan, QuoteSource quotes) {
        ConversionOutcome outcome = plan.convert(quotes);
        if (outcome instanceof Refused refused) {
            throw ConversionCalls.error(refused);
        }
        return ((Converted) outcome).conversion();
    }

    @Override
    public void onQuote(int instrumentId) {
        answer.update();
    }

    @Override
    public Conversion now() {
        return convert(plan, quotes);
    }

    /** Whether a price differs, or who quotes it; sizes and ages do not count. */
    @Override
    public boolean isNews(Conversion now, Conversion before) {
        Iterator<Conversion.Rate> olds = before.rates().iterator();
        for (Conversion.Rate rate : now.rates()) {
            Conversion.Rate old = olds.next(); // the path stays the same
            if (!rate.rate().equals(old.rate()) || !rate.source().equals(old.source())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public io.quotegate.codec.proto.v1.Conversion message(Conversion value) {
        return ConversionProto.message(value);
    }

    @Override
    public void onReady() {
        answer.onReady();
    }

    @Override
    public void close() {
        answer.end();
        fanout.unwatch(plan.instruments(), this);
    }
}
