package io.quotegate.codec.venue;

import java.math.BigDecimal;

/**
 * A candle with all that venues tell of one, for the encoders. Immutable: any thread.
 *
 * @param closed whether its time is over
 */
public record VenueCandle(
        long openTimeNs,
        long lengthNs,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        BigDecimal quoteVolume,
        BigDecimal takerBuyVolume,
        BigDecimal takerBuyQuoteVolume,
        long trades,
        long firstTradeId,
        long lastTradeId,
        boolean closed) {
    /** The first moment that is no longer its. */
    public long endNs() {
        return openTimeNs + lengthNs;
    }
}
