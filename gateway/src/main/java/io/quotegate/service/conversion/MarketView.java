package io.quotegate.service.conversion;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.ring.QuoteSource;

/**
 * The market as one conversion sees it. Confined to one thread.
 *
 * @param scratch    where a quote is read into
 * @param nowNs      nanoseconds since the epoch
 * @param allowStale whether quotes may be used behind which no healthy venue stands
 */
record MarketView(QuoteSource quotes, QuoteFlyweight scratch, long nowNs, boolean allowStale) {}
