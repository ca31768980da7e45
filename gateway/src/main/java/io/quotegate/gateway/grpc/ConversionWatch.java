package io.quotegate.gateway.grpc;

import io.grpc.Metadata;
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
import java.util.List;

/**
 * One call that is told the result of a conversion at each price change on its way. A client that reads too slowly gets
 * the newest when it can take it. Confined to its event loop.
 */
final class ConversionWatch implements PushHandler.Push, QuoteWatcher {
    private final ConversionPlan plan;
    private final ServerCall<?, io.quotegate.codec.proto.v1.Conversion> call;
    private final EventLoopFanout fanout;
    private final QuoteSource quotes;

    private Conversion sent;
    private boolean behind; // a price changed while the client took nothing
    private boolean ended;

    private ConversionWatch(
            ConversionPlan plan,
            ServerCall<?, io.quotegate.codec.proto.v1.Conversion> call,
            EventLoopFanout fanout,
            Conversion first) {
        this.plan = plan;
        this.call = call;
        this.fanout = fanout;
        sent = first;
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
        ConversionOutcome outcome = plan.convert(fanout.newest());
        if (outcome instanceof Refused refused) {
            throw ConversionCalls.error(refused);
        }
        Conversion first = ((Converted) outcome).conversion();
        call.sendHeaders(new Metadata());
        call.sendMessage(ConversionProto.message(first));
        ConversionWatch watch = new ConversionWatch(plan, call, fanout, first);
        watch.update();
        return watch;
    }

    @Override
    public void onQuote(int instrumentId) {
        update();
    }

    private void update() {
        if (ended) {
            return;
        }
        if (!call.isReady()) {
            behind = true;
            return;
        }
        behind = false;
        ConversionOutcome outcome = plan.convert(quotes);
        if (outcome instanceof Refused refused) {
            ended = true;
            StatusRuntimeException error = ConversionCalls.error(refused);
            Metadata trailers = error.getTrailers();
            call.close(error.getStatus(), trailers == null ? new Metadata() : trailers);
        } else if (outcome instanceof Converted converted && isNew(converted.conversion())) {
            sent = converted.conversion();
            call.sendMessage(ConversionProto.message(sent));
        }
    }

    /** Whether a price differs, or who quotes it; sizes and ages do not count. */
    private boolean isNew(Conversion next) {
        List<Conversion.Rate> rates = next.rates();
        Iterator<Conversion.Rate> before = sent.rates().iterator();
        for (Conversion.Rate rate : rates) {
            Conversion.Rate old = before.next(); // the path stays the same
            if (!rate.rate().equals(old.rate()) || !rate.source().equals(old.source())) {
                return true;
            }
        }
        return false;
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
        fanout.unwatch(plan.instruments(), this);
    }
}
