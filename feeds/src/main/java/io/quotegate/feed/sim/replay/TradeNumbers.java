package io.quotegate.feed.sim.replay;

import io.quotegate.feed.sim.market.MarketRules;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers recorded trades as the venue that plays them would: its own keep their numbers, those of another venue, or
 * without a number, get the next ones, so that numbers rise and only what is missing from the recording is missed.
 * Confined to its owner's thread.
 */
final class TradeNumbers {
    private final MarketRules rules;
    private final Map<String, Long> last = new HashMap<>(); // by pair

    TradeNumbers(MarketRules rules) {
        this.rules = rules;
    }

    /** The trade with its number; where the venue tells each fill by itself it is one fill. */
    RecordedTrade next(RecordedTrade row) {
        long count = rules.mostFills() == 1 ? 1 : row.count();
        long before = last.getOrDefault(row.pair(), 0L);
        boolean own = row.venue().equals(rules.venue().wireName()) && row.id() > before;
        long id = own ? row.id() : before + count;
        last.put(row.pair(), id);
        return row.numbered(id, count);
    }
}
