package io.quotegate.service.conversion;

import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ConversionResult;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionOutcome.Converted;
import io.quotegate.service.conversion.ConversionOutcome.Refused;
import io.quotegate.service.conversion.Step.Direction;
import io.quotegate.service.quotes.QuoteService;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An amount and its way to the other currency. Prices are multiplied exactly, and divided by once at the end, so that
 * nothing is rounded on the way. Confined to one thread.
 */
final class PathPlan implements ConversionPlan {
    private final ConversionRequest request;
    private final BigDecimal amount;
    private final List<Step> path;
    private final LongSupplier epochNs;
    private final QuoteFlyweight scratch = QuoteService.scratch();

    PathPlan(ConversionRequest request, BigDecimal amount, List<Step> path, LongSupplier epochNs) {
        this.request = request;
        this.amount = amount;
        this.path = path;
        this.epochNs = epochNs;
    }

    @Override
    public BitSet instruments() {
        BitSet ids = new BitSet();
        for (Step step : path) {
            if (step.pair() instanceof QuotedPair pair) {
                ids.set(pair.instrument().id());
            }
        }
        return ids;
    }

    @Override
    public ConversionOutcome convert(QuoteSource quotes) {
        MarketView view = new MarketView(quotes, scratch, epochNs.getAsLong(), request.allowStale());
        List<ConversionResult.Rate> rates = new ArrayList<>(path.size());
        BigDecimal above = amount;
        BigDecimal below = BigDecimal.ONE;
        for (Step step : path) {
            PairPrice price = step.pair().price(view);
            if (price instanceof Refused refused) {
                return refused;
            }
            PairPrice.Known known = (PairPrice.Known) price;
            rates.add(known.told());
            if (step.direction() == Direction.BASE_TO_QUOTE) {
                above = above.multiply(known.rate());
            } else {
                below = below.multiply(known.rate());
            }
        }
        String result = path.isEmpty() ? request.amount() : Digits.quotient(above, below);
        return new Converted(
                new ConversionResult(request.from(), request.to(), request.amount(), result, rates), above, below);
    }
}
