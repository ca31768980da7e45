package io.quotegate.ring;

import io.quotegate.market.QuoteFlyweight;

/** Where the newest quote of an instrument can be read. */
public interface QuoteSource {
    /** Copies the newest quote of {@code instrumentId} into {@code into}; false if there has been none. */
    boolean read(int instrumentId, QuoteFlyweight into);
}
