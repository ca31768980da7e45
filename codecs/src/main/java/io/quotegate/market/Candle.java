package io.quotegate.market;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was traded of one pair on one venue in one interval. Immutable: any thread. Not for the way of a quote.
 *
 * @param venue          whose trades it is made of
 * @param openTimeUs     when the interval begins, microseconds since the epoch, by the venue's clock
 * @param open           price of the first trade; null, like the other prices, when there was none and none is known from
 *                       before
 * @param volume         sum of the sizes, in the base currency
 * @param quoteVolume    sum of price times size, in the quote currency
 * @param trades         how many there were, by the venue's count; {@link #UNKNOWN} where its candles do not tell
 * @param takerBuyVolume sum of the sizes of trades whose taker bought, in the base currency; null where the venue's
 *                       candles do not tell
 * @param complete       whether the interval is over and no trade of it is missing
 */
public record Candle(
        Instrument pair,
        Venue venue,
        long openTimeUs,
        @Nullable BigDecimal open,
        @Nullable BigDecimal high,
        @Nullable BigDecimal low,
        @Nullable BigDecimal close,
        BigDecimal volume,
        BigDecimal quoteVolume,
        long trades,
        @Nullable BigDecimal takerBuyVolume,
        boolean complete) {
    /** The number of trades of a candle that came from a venue which does not tell it. */
    public static final long UNKNOWN = -1;

    /** Length of the candles that all others are made of. */
    public static final long MINUTE_US = 60_000_000;

    /** When the minute that {@code timeUs} lies in begins. */
    public static long minuteOf(long timeUs) {
        return timeUs - Math.floorMod(timeUs, MINUTE_US);
    }
}
