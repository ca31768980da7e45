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
     * The writer overtook this reader, or has lost records itself: an unknown number of records is missing, and the next
     * one read is a recent one. Recover the newest quotes from {@link TopOfBook}, then skip, per instrument, quotes whose
     * {@code seq} is not newer.
     */
    void onLapped();

    /**
     * The same, and what follows is numbered anew: every {@code seq} known is to be forgotten. Who was overtaken may not
     * be told, but sees it by a lower number in {@link TopOfBook}.
     */
    default void onRenumbered() {
        onLapped();
    }
}
