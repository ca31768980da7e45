package io.quotegate.market;

import java.time.Duration;
import java.util.List;

/** What came of asking a venue for its past. Immutable: any thread. */
public sealed interface HistoryAnswer {
    /** Candles came, the oldest first. */
    record Candles(List<Candle> candles) implements HistoryAnswer {
        public Candles {
            candles = List.copyOf(candles);
        }
    }

    /** Trades came, the oldest first. */
    record Trades(List<Trade> trades) implements HistoryAnswer {
        public Trades {
            trades = List.copyOf(trades);
        }
    }

    /**
     * No more questions are to be asked for a while.
     *
     * @param refused whether the venue said so; otherwise it would, if asked
     */
    record Wait(Duration time, boolean refused) implements HistoryAnswer {}

    /** The venue does not have the pair. */
    record NotThere() implements HistoryAnswer {}

    /** Nothing came, and {@code problem} says why. */
    record Failed(String problem) implements HistoryAnswer {}
}
