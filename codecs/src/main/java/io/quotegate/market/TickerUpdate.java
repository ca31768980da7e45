package io.quotegate.market;

/**
 * The last price a venue's ticker tells, filled anew by the decoder for each message. Confined to the feed loop; a
 * listener copies what it keeps.
 */
public final class TickerUpdate {
    /** The instrument, by {@link Instrument#id()}. */
    public int instrumentId;

    public final Decimal last = new Decimal();
    public final Decimal lastSize = new Decimal();
    /** The venue's time, nanoseconds since the epoch; 0 where it sends none. */
    public long exchangeTimeNs;
    /** Id of the trade {@link #last} comes from; -1 where the ticker does not say. */
    public long lastTradeId;
}
