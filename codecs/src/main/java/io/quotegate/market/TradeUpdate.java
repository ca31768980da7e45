package io.quotegate.market;

/**
 * One trade message of a venue, filled anew by the decoder for each message. Confined to the feed loop; a listener
 * copies what it keeps.
 */
public final class TradeUpdate {
    /** The instrument, by {@link Instrument#id()}. */
    public int instrumentId;
    /** The venue's id; where it joins several fills, that of the last one. -1 where it is no number. */
    public long tradeId;
    /** How many fills this message joins; 0 where the venue does not say. */
    public long count;

    public final Decimal price = new Decimal();
    public final Decimal size = new Decimal();
    /** Whether the taker bought. */
    public boolean takerBuys;
    /** The venue's time of the trade, nanoseconds since the epoch. */
    public long exchangeTimeNs;
}
