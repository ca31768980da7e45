package io.quotegate.service.conversion;

import io.quotegate.api.ConversionResult;
import java.math.BigDecimal;

/**
 * A pair's price at one moment. Immutable: any thread.
 *
 * @param rate what one of the pair's base costs in its quote; above 0
 */
record PairPrice(BigDecimal rate, ConversionResult.Rate told) {
    private static final long NS_PER_MS = 1_000_000;

    PairPrice(String pair, BigDecimal rate, long ageNs, String source) {
        this(rate, new ConversionResult.Rate(pair, rate.toPlainString(), Math.max(0, ageNs) / NS_PER_MS, source));
    }
}
