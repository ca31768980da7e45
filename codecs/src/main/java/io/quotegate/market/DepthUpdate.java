package io.quotegate.market;

/**
 * What a venue message tells of a book: all of it, or the levels that changed. Filled anew by the decoder for each
 * message. Confined to the feed loop; a listener copies what it keeps. Mutable fields instead of accessors: this is a
 * parameter list that does not allocate.
 */
public final class DepthUpdate {
    /** A number that the venue did not tell. */
    public static final long UNKNOWN = -1;

    /** The instrument, by {@link Instrument#id()}. */
    public int instrumentId;
    /** Whether these are all levels there are, and not only those that changed. */
    public boolean snapshot;
    /**
     * The venue's number of the book before this message, or {@link #UNKNOWN}. OKX's own {@code prevSeqId}; what Binance
     * calls {@code U} is the number of the first change, so this is one less.
     */
    public long prevSeq;
    /** The venue's number of the book with this message, or {@link #UNKNOWN}. It may fall on OKX, after maintenance. */
    public long seq;
    /** The venue's time, nanoseconds since the epoch; 0 where it sends none. */
    public long exchangeTimeNs;
    /** What OKX says that the checksum is; 0 where there is none. */
    public int checksum;
    /** Levels that were left out because they were not understood: the book is wrong without them. */
    public int unusable;

    public final DepthLevels bids = new DepthLevels();
    public final DepthLevels asks = new DepthLevels();

    /** Forgets everything, as before a message is read. */
    public DepthUpdate clear() {
        instrumentId = 0;
        snapshot = false;
        prevSeq = UNKNOWN;
        seq = UNKNOWN;
        exchangeTimeNs = 0;
        checksum = 0;
        unusable = 0;
        bids.clear();
        asks.clear();
        return this;
    }

    /** Takes over everything of {@code other}. */
    public DepthUpdate set(DepthUpdate other) {
        instrumentId = other.instrumentId;
        snapshot = other.snapshot;
        prevSeq = other.prevSeq;
        seq = other.seq;
        exchangeTimeNs = other.exchangeTimeNs;
        checksum = other.checksum;
        unusable = other.unusable;
        bids.clear().addAll(other.bids, 0, other.bids.count());
        asks.clear().addAll(other.asks, 0, other.asks.count());
        return this;
    }
}
