package io.quotegate.service.indicators;

import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed of a window to compute with, read at one moment. Immutable: any thread.
 *
 * @param endUs     end of the newest minute, microseconds since the epoch
 * @param venue     of the newest minute of the window that is known; null if none is
 * @param firstOpen of the oldest minute that has prices
 * @param lastClose of the newest minute that has prices
 * @param newest    up to fifteen newest minutes that have prices, the newest first
 */
record WindowFacts(
        long endUs,
        @Nullable Venue venue,
        MinuteColumns.Totals totals,
        @Nullable BigDecimal firstOpen,
        @Nullable BigDecimal lastClose,
        List<Bar> newest) {
    /**
     * One minute as the money flow index sees it.
     *
     * @param typical three times the typical price
     */
    record Bar(BigDecimal typical, BigDecimal volume) {}
}
