package io.quotegate.service.indicators;

import static java.util.Objects.requireNonNull;

import io.quotegate.market.Candle;
import io.quotegate.market.Venue;
import java.math.BigDecimal;

/**
 * A day of one pair's minutes, a slot each, in columns that add up quickly. Guarded by its owner's lock; reading while
 * it is written gives garbage, but ends.
 */
final class MinuteColumns {
    /** The longest window. */
    static final int SLOTS = 24 * 60;

    // What a minute adds to the packed counts.
    private static final long TRADED = 1;
    private static final long BOUGHT = 1L << 20;
    private static final long PRICED = 1L << 40;
    private static final long COUNT_MASK = (1L << 20) - 1;

    private final ExactSums volumes = new ExactSums(SLOTS);
    private final ExactSums quoteVolumes = new ExactSums(SLOTS);
    private final ExactSums takerBuyVolumes = new ExactSums(SLOTS);
    private final ExactSums closeSums = new ExactSums(SLOTS);
    private final LongSums trades = new LongSums(SLOTS);
    private final LongSums counts = new LongSums(SLOTS);
    private final Prices opens = new Prices(SLOTS);
    private final Prices closes = new Prices(SLOTS);
    private final Prices typicals = new Prices(SLOTS);
    private final byte[] venues = new byte[SLOTS];
    private final long[] known = new long[SLOTS / Long.SIZE + 1]; // minutes there is anything of
    private final long[] priced = new long[SLOTS / Long.SIZE + 1];

    /** Puts {@code candle} in {@code slot}; false if a number of it has too many digits, and the slot is as it was. */
    boolean trySet(int slot, Candle candle) {
        boolean hasPrice = hasPrices(candle);
        BigDecimal takerBuyVolume = requireNonNull(candle.takerBuyVolume());
        boolean fits = volumes.tryPrepare(candle.volume())
                && quoteVolumes.tryPrepare(candle.quoteVolume())
                && takerBuyVolumes.tryPrepare(takerBuyVolume)
                && (!hasPrice || pricesFit(candle));
        if (!fits) {
            return false;
        }
        volumes.set(slot, candle.volume());
        quoteVolumes.set(slot, candle.quoteVolume());
        takerBuyVolumes.set(slot, takerBuyVolume);
        trades.set(slot, candle.trades());
        counts.set(slot, counts(candle, takerBuyVolume, hasPrice));
        venues[slot] = (byte) candle.venue().code();
        mark(known, slot, true);
        mark(priced, slot, hasPrice);
        closeSums.set(slot, hasPrice ? requireNonNull(candle.close()) : BigDecimal.ZERO);
        if (hasPrice) {
            opens.set(slot, requireNonNull(candle.open()));
            closes.set(slot, requireNonNull(candle.close()));
            typicals.set(slot, threefoldTypical(candle));
        }
        return true;
    }

    private static boolean hasPrices(Candle candle) {
        return candle.open() != null && candle.high() != null && candle.low() != null && candle.close() != null;
    }

    private boolean pricesFit(Candle candle) {
        return Prices.fits(requireNonNull(candle.open()))
                && Prices.fits(requireNonNull(candle.close()))
                && Prices.fits(threefoldTypical(candle))
                && closeSums.tryPrepare(requireNonNull(candle.close()));
    }

    /** High, low and close together: three times the typical price, so that nothing is divided. */
    private static BigDecimal threefoldTypical(Candle candle) {
        return requireNonNull(candle.high()).add(requireNonNull(candle.low())).add(requireNonNull(candle.close()));
    }

    private static long counts(Candle candle, BigDecimal takerBuyVolume, boolean hasPrice) {
        boolean bought = takerBuyVolume.compareTo(candle.volume().subtract(takerBuyVolume)) > 0;
        return (candle.trades() > 0 ? TRADED : 0) + (bought ? BOUGHT : 0) + (hasPrice ? PRICED : 0);
    }

    private static void mark(long[] bits, int slot, boolean on) {
        long bit = 1L << slot;
        bits[slot >> 6] = on ? bits[slot >> 6] | bit : bits[slot >> 6] & ~bit;
    }

    /** Forgets the minute in {@code slot}. */
    void clear(int slot) {
        if (isKnown(slot)) {
            volumes.set(slot, BigDecimal.ZERO);
            quoteVolumes.set(slot, BigDecimal.ZERO);
            takerBuyVolumes.set(slot, BigDecimal.ZERO);
            closeSums.set(slot, BigDecimal.ZERO);
            trades.set(slot, 0);
            counts.set(slot, 0);
            mark(known, slot, false);
            mark(priced, slot, false);
        }
    }

    boolean isKnown(int slot) {
        return (known[slot >> 6] & 1L << slot) != 0;
    }

    boolean isPriced(int slot) {
        return (priced[slot >> 6] & 1L << slot) != 0;
    }

    Venue venue(int slot) {
        return Venue.ofCode(venues[slot]);
    }

    BigDecimal open(int slot) {
        return opens.get(slot);
    }

    BigDecimal close(int slot) {
        return closes.get(slot);
    }

    BigDecimal typical(int slot) {
        return typicals.get(slot);
    }

    BigDecimal volume(int slot) {
        return sum(volumes, slot, 1);
    }

    /** What {@code length} minutes from {@code slot} on add up to, around the end of the ring if need be. */
    Totals totals(int slot, int length) {
        long packed = sum(counts, slot, length);
        return new Totals(
                sum(volumes, slot, length),
                sum(quoteVolumes, slot, length),
                sum(takerBuyVolumes, slot, length),
                sum(closeSums, slot, length),
                sum(trades, slot, length),
                (int) (packed & COUNT_MASK),
                (int) (packed >> 20 & COUNT_MASK),
                (int) (packed >> 40 & COUNT_MASK));
    }

    private static BigDecimal sum(ExactSums column, int slot, int length) {
        Wide sum = new Wide();
        int beyond = slot + length - SLOTS;
        column.addTo(sum, slot, Math.min(slot + length, SLOTS) - 1);
        if (beyond > 0) {
            column.addTo(sum, 0, beyond - 1);
        }
        return sum.toBigDecimal(column.scale());
    }

    private static long sum(LongSums column, int slot, int length) {
        int beyond = slot + length - SLOTS;
        long sum = column.sum(slot, Math.min(slot + length, SLOTS) - 1);
        return beyond > 0 ? sum + column.sum(0, beyond - 1) : sum;
    }

    /**
     * What some minutes add up to.
     *
     * @param closeSum      of the closes
     * @param tradedMinutes with at least one trade
     * @param boughtMinutes in which takers bought more than they sold
     * @param closes        minutes that have a price
     */
    record Totals(
            BigDecimal volume,
            BigDecimal quoteVolume,
            BigDecimal takerBuyVolume,
            BigDecimal closeSum,
            long trades,
            int tradedMinutes,
            int boughtMinutes,
            int closes) {}
}
