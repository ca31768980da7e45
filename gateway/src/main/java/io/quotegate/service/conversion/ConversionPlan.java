package io.quotegate.service.conversion;

import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.quotes.QuoteService;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/** A request to convert, looked into once and carried out as often as wanted. Confined to one thread. */
public final class ConversionPlan {
    private final ConversionRequest request;
    private final BigDecimal amount;
    private final List<PathStep> path;
    private final LongSupplier epochNs;
    private final QuoteFlyweight scratch = QuoteService.scratch();

    ConversionPlan(ConversionRequest request, BigDecimal amount, List<PathStep> path, LongSupplier epochNs) {
        this.request = request;
        this.amount = amount;
        this.path = path;
        this.epochNs = epochNs;
    }

    /** What is converted, with its currencies as answers call them: plans of equal requests give equal results. */
    public ConversionRequest request() {
        return request;
    }

    /** The ids of the pairs on the way whose quotes change the result; none where only reference rates do. */
    public BitSet instruments() {
        BitSet ids = new BitSet();
        for (PathStep step : path) {
            if (step.pair() instanceof QuotedPair pair) {
                ids.set(pair.instrument().id());
            }
        }
        return ids;
    }

    /** Converts by the newest of {@code quotes}. */
    public Outcome<ConversionResult> convert(QuoteSource quotes) {
        return product(quotes).map(this::result);
    }

    private ConversionResult result(PathProduct product) {
        String result = path.isEmpty() ? request.amount() : product.shown();
        return new ConversionResult(request.from(), request.to(), request.amount(), result, product.rates());
    }

    /** The same, not yet rounded. */
    Outcome<PathProduct> product(QuoteSource quotes) {
        MarketView view = new MarketView(quotes, scratch, epochNs.getAsLong(), request.allowStale());
        PathProduct product = new PathProduct(amount, path.size());
        for (PathStep step : path) {
            Refusal refusal = step.pair()
                    .price(view)
                    .onAnswer(price -> product.take(step.direction(), price))
                    .refusal();
            if (refusal != null) {
                return Outcome.refused(refusal);
            }
        }
        return Outcome.of(product);
    }
}
