package io.quotegate.market;

/**
 * The best bid and ask a venue message tells, filled anew by the decoder for each message. Confined to the feed loop;
 * a listener copies what it keeps. Mutable fields instead of accessors: this is a parameter list that does not allocate.
 */
public final class TopUpdate {
    /** The instrument, by {@link Instrument#id()}. */
    public int instrumentId;
    /** An empty side is absent. */
    public final Decimal bid = new Decimal();

    public final Decimal bidSize = new Decimal();
    public final Decimal ask = new Decimal();
    public final Decimal askSize = new Decimal();
    /** The venue's time, nanoseconds since the epoch; 0 where it sends none. */
    public long exchangeTimeNs;
    /** The venue's own number of this state of the book, rising; -1 where it sends none. */
    public long venueSeq;

    /** Whether the bid is not below the ask, in an auction or because something is wrong: nobody could trade at it. */
    public boolean isCrossed() {
        return !bid.isAbsent() && !ask.isAbsent() && bid.compareTo(ask) >= 0;
    }
}
