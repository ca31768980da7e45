package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import java.util.List;

/** Hears of candles, on the history thread, which it must not hold up for long. */
public interface HistoryListener {
    /**
     * A minute is over, or one that was is better known than before, or worse: it was asked for, it had one more trade, or
     * trades of it turned out to be missing. It is then {@linkplain Candle#repaired() repaired}, with the pair and the open
     * time of what was told before, which it is to replace.
     */
    void onCandle(Candle candle);

    /** The open minute of a pair has changed; at most once a second per pair. */
    default void onOpenCandle(Candle candle) {}

    /** Minutes of a pair that were kept since an earlier run; what is known of them already is newer. */
    default void onRestored(List<Candle> candles) {}

    /** What was restored of a pair is of another time than its venues', so that nothing is known of it. */
    default void onForgotten(Instrument pair) {}

    /** All that was new has been told: a good moment to send or store it together. */
    default void onBatchEnd() {}
}
