package io.quotegate.ring;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;

/** Takes what a {@link QuoteReceiver} reads, on the receiver's thread. The views are valid only during the call. */
public interface RingConsumer {
    void onQuote(QuoteFlyweight quote);

    void onStatus(StatusFlyweight status);

    /** A trade of any connected venue. Who does not care need not look at it. */
    default void onTrade(TradeFlyweight trade) {}

    /**
     * The writer overtook this reader: an unknown number of records is lost, and the next one read is a recent one.
     * Recover the newest quotes from {@link TopOfBook}, then skip, per instrument, quotes whose {@code seq} is not newer.
     */
    void onLapped();
}
