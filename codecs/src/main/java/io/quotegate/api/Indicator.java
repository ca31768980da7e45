package io.quotegate.api;

/** What can be computed over a window of the market. */
public enum Indicator {
    /** What takers bought, divided by what they sold. */
    MONEY_FLOW("moneyFlow"),
    /** The share of minutes in which takers bought more than they sold. */
    MONEY_FLOW_TEMPORAL("moneyFlowTemporal"),
    /** The standard money flow index of 14 periods, on one-minute candles. */
    MONEY_FLOW_INDEX("moneyFlowIndex"),
    /** From the first open to the last close, in percent. */
    RETURN("return"),
    /** The average price, weighted by size. */
    VWAP("vwap"),
    /** The average price, weighted by time. */
    TWAP("twap");

    private final String wireName;

    Indicator(String wireName) {
        this.wireName = wireName;
    }

    /** The spelling in JSON. */
    public String wireName() {
        return wireName;
    }
}
