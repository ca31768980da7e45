package io.quotegate.market;

import java.math.BigDecimal;

/**
 * A price that no venue quotes, taken as given.
 *
 * @param base  the currency that is priced, {@code EUR}
 * @param quote the currency it is priced in, {@code USD}
 * @param rate  what one {@code base} costs in {@code quote}; above 0
 */
public record ReferenceRate(String base, String quote, BigDecimal rate) {
    public ReferenceRate {
        if (!Instrument.isSymbol(base + '-' + quote) || base.equals(quote)) {
            throw new IllegalArgumentException(
                    "reference rate: " + base + '-' + quote + " (expected: two currencies in upper case)");
        }
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("rate: " + rate + " (expected: above 0)");
        }
    }

    /** {@code BASE-QUOTE}, spelled as a pair. */
    public String symbol() {
        return base + '-' + quote;
    }
}
