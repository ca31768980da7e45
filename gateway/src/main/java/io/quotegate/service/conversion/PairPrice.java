package io.quotegate.service.conversion;

import io.quotegate.api.ConversionResult;
import java.math.BigDecimal;

/** What is known of a pair's price at one moment, or why none can be used. Immutable: any thread. */
sealed interface PairPrice permits PairPrice.Known, ConversionOutcome.Refused {
    /**
     * A price that can be used.
     *
     * @param rate what one of the pair's base costs in its quote; above 0
     */
    record Known(BigDecimal rate, ConversionResult.Rate told) implements PairPrice {
        Known(String pair, BigDecimal rate, long ageNs, String source) {
            this(rate, new ConversionResult.Rate(pair, rate.toPlainString(), Math.max(0, ageNs) / NS_PER_MS, source));
        }
    }

    /** Nanoseconds in a millisecond. */
    long NS_PER_MS = 1_000_000;
}
