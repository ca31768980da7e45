package io.quotegate.service.history;

import io.quotegate.api.ErrorCode;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Instrument;
import java.util.List;

/** What came of a question for candles. Immutable: any thread. */
public sealed interface CandleOutcome {
    /** They are here, the oldest first. */
    record Found(Instrument pair, CandleInterval interval, List<Candle> candles) implements CandleOutcome {
        public Found {
            candles = List.copyOf(candles);
        }
    }

    /** The question was wrong. */
    record Refused(ErrorCode code, String message) implements CandleOutcome {}
}
