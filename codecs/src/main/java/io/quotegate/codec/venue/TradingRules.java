package io.quotegate.codec.venue;

import static java.util.Objects.requireNonNull;

import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;

/**
 * How finely an instrument can be traded on a venue.
 *
 * @param priceScale decimal places of a price; its smallest step is one at the last of them
 * @param sizeScale  decimal places of a size, likewise
 */
public record TradingRules(Instrument instrument, int priceScale, int sizeScale) {
    public TradingRules {
        requireNonNull(instrument, "instrument");
        checkScale(priceScale, "priceScale");
        checkScale(sizeScale, "sizeScale");
    }

    private static void checkScale(int scale, String name) {
        if (scale < 0 || scale > Decimal.MAX_DIGITS) {
            throw new IllegalArgumentException(name + ": " + scale + " (expected: 0.." + Decimal.MAX_DIGITS + ')');
        }
    }
}
