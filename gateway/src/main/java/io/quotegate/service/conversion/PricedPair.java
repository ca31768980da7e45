package io.quotegate.service.conversion;

import io.quotegate.api.Outcome;

/** Two currencies and where the price of one in the other comes from. Immutable: any thread. */
sealed interface PricedPair permits QuotedPair, ReferencePair {
    /** The currency that is priced. */
    String base();

    /** The currency it is priced in. */
    String quote();

    /** The price at the moment of {@code view}, or why there is none to use. */
    Outcome<PairPrice> price(MarketView view);
}
