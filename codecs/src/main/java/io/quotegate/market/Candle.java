package io.quotegate.market;

import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was traded of one pair on one venue in one interval: begun by {@link #of} and filled in by the {@code with}
 * methods, each of which gives another candle. Immutable: any thread. Not for the way of a quote.
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
 * @param repaired       whether it is told in place of what was told of the interval when that was over
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
        boolean complete,
        boolean repaired) {
    /** The number of trades of a candle that came from a venue which does not tell it. */
    public static final long UNKNOWN = -1;

    /** When the newest candle there is begins, for who asks for it without knowing. */
    public static final long NEWEST_US = Long.MAX_VALUE;

    /** Length of the candles that all others are made of. */
    public static final long MINUTE_US = 60_000_000;

    /** An interval that is over, in which nothing was traded and before which no price is known. */
    public static Candle of(Instrument pair, Venue venue, long openTimeUs) {
        return new Candle(pair, venue, openTimeUs, null, null, null, null, ZERO, ZERO, 0, ZERO, true, false);
    }

    /** When the minute that {@code timeUs} lies in begins. */
    public static long minuteOf(long timeUs) {
        return timeUs - Math.floorMod(timeUs, MINUTE_US);
    }

    /** The same of another venue. */
    public Candle withVenue(Venue other) {
        return with(other, volume, quoteVolume, trades, takerBuyVolume, complete, repaired);
    }

    /** The same at other prices. */
    public Candle withPrices(
            @Nullable BigDecimal first,
            @Nullable BigDecimal highest,
            @Nullable BigDecimal lowest,
            @Nullable BigDecimal last) {
        return new Candle(
                pair,
                venue,
                openTimeUs,
                first,
                highest,
                lowest,
                last,
                volume,
                quoteVolume,
                trades,
                takerBuyVolume,
                complete,
                repaired);
    }

    /** The same all at one price. */
    public Candle withPrice(@Nullable BigDecimal price) {
        return withPrices(price, price, price, price);
    }

    /** The same with other sums of sizes, in the base currency and in the quote currency. */
    public Candle withVolumes(BigDecimal base, BigDecimal quote) {
        return with(venue, base, quote, trades, takerBuyVolume, complete, repaired);
    }

    /** The same with another number of trades, of which takers bought so much. */
    public Candle withTrades(long count, @Nullable BigDecimal boughtByTakers) {
        return with(venue, volume, quoteVolume, count, boughtByTakers, complete, repaired);
    }

    /** The same of a venue whose candles tell neither how many trades there were nor what takers bought. */
    public Candle withTradesUnknown() {
        return withTrades(UNKNOWN, null);
    }

    /** The same, {@linkplain #complete() complete} or not. */
    public Candle withComplete(boolean whole) {
        return with(venue, volume, quoteVolume, trades, takerBuyVolume, whole, repaired);
    }

    /** The same, told in place of what was told of a minute that was over. */
    public Candle asRepaired() {
        return with(venue, volume, quoteVolume, trades, takerBuyVolume, complete, true);
    }

    /** The same at the same prices, otherwise in all else. */
    private Candle with(
            Venue its,
            BigDecimal base,
            BigDecimal quote,
            long count,
            @Nullable BigDecimal boughtByTakers,
            boolean whole,
            boolean again) {
        return new Candle(
                pair, its, openTimeUs, open, high, low, close, base, quote, count, boughtByTakers, whole, again);
    }
}
