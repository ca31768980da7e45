package io.quotegate.service.history;

import io.quotegate.api.ErrorCode;
import io.quotegate.market.Trade;
import java.util.List;

/** What came of a question for trades. Immutable: any thread. */
public sealed interface TradeOutcome {
    /** They are here, the newest first. */
    record Found(List<Trade> trades) implements TradeOutcome {
        public Found {
            trades = List.copyOf(trades);
        }
    }

    /** The question was wrong. */
    record Refused(ErrorCode code, String message) implements TradeOutcome {}
}
