package io.quotegate.service.indicators;

import io.quotegate.market.Candle;

/** Takes one-minute candles as they are finished or repaired. Called on one thread, the one that builds them. */
@FunctionalInterface
public interface CandleSink {
    /** A minute is known, or known better than before: it replaces the one of the same pair and time. */
    void onCandle(Candle candle);
}
