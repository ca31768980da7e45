package io.quotegate.service.conversion;

import io.quotegate.api.ConversionResult;
import io.quotegate.api.Outcome;
import io.quotegate.market.ReferenceRate;

/**
 * A reference rate, never stale: its age tells how old it is.
 *
 * @param sinceNs when its date began, nanoseconds since the epoch
 */
record ReferencePair(ReferenceRate reference, long sinceNs) implements PricedPair {
    @Override
    public String base() {
        return reference.base();
    }

    @Override
    public String quote() {
        return reference.quote();
    }

    @Override
    public Outcome<PairPrice> price(MarketView view) {
        long ageNs = view.nowNs() - sinceNs;
        return Outcome.of(new PairPrice(reference.symbol(), reference.rate(), ageNs, ConversionResult.REFERENCE));
    }
}
