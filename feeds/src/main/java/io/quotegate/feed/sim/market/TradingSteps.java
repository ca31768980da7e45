package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Instrument;
import java.util.Map;

/**
 * How finely a venue trades what, by the coin that is priced. Immutable: any thread.
 *
 * @param other of coins that are not listed
 */
public record TradingSteps(Steps other, Map<String, Steps> byBase) {
    public TradingSteps {
        byBase = Map.copyOf(byBase);
    }

    /** Decimal places of a price and of a size. */
    public record Steps(int priceScale, int sizeScale) {}

    /** How finely {@code instrument} is traded. */
    public TradingRules of(Instrument instrument) {
        Steps steps = byBase.getOrDefault(instrument.base(), other);
        return new TradingRules(instrument, steps.priceScale(), steps.sizeScale());
    }
}
