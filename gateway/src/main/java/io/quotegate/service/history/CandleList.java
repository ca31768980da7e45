package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import java.util.List;

/**
 * Candles of one pair. Immutable: any thread.
 *
 * @param candles the oldest first
 */
public record CandleList(CandleInterval interval, List<Candle> candles) {
    public CandleList {
        candles = List.copyOf(candles);
    }
}
