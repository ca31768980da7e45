package io.quotegate.market.book;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.Venue;

/**
 * What readers and subscribers are told of a book: its best levels, or those of them that changed. Filled anew for each
 * message. Confined to its owner's thread; who keeps anything of it copies that. Mutable fields instead of accessors: this is a
 * parameter list that does not allocate.
 */
public final class BookPush {
    /** Most levels of a side that are served of a book. */
    public static final int MAX_DEPTH = 400;

    /** The instrument, by {@link io.quotegate.market.Instrument#id()}. */
    public int instrumentId;

    public Venue venue = Venue.OKX;
    /** Whether these are the best levels themselves, and not only what changed. */
    public boolean snapshot;
    /** How many levels of a side there may be. */
    public int depth;
    /** The number of the book with this change. */
    public long seq;
    /** The number that the message before this one had at the same depth; not of a snapshot. */
    public long prevSeq;
    /** Messages of the pair that were skipped before this one. */
    public long drops;
    /** When the venue says that it came to be, nanoseconds since the epoch; 0 where it does not say. */
    public long exchangeTimeNs;
    /** When the bytes were read from the venue's socket, likewise. */
    public long receiveTimeNs;

    public boolean stale;
    public boolean simulated;

    /** The best first, where it is a snapshot. */
    public final DepthLevels bids = new DepthLevels();

    public final DepthLevels asks = new DepthLevels();
}
