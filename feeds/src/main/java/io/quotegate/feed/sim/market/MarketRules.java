package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;

/** How a venue spells, steps and counts what is traded on it. Immutable: any thread. */
public interface MarketRules {
    Venue venue();

    /** The venue's spelling of an instrument. */
    String symbol(Instrument instrument);

    /** How finely an instrument is traded. */
    TradingRules steps(Instrument instrument);

    /** How prices and sizes are written. */
    DecimalStyle decimals();

    /** How many fills one trade message joins at most. */
    int mostFills();
}
