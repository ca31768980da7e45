package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.BookSide;
import io.quotegate.market.book.OrderBook;

/**
 * A book that is joined of what passes by: changes that somebody subscribed to, and snapshots that somebody asked for. What
 * of it is known can be copied. Confined to its owner's thread.
 */
public final class OverheardBook {
    private static final int ONLY_LANE = 0;
    private static final BookListener NOBODY = new BookListener() {
        @Override
        public void onChange(KeptBook book, DepthUpdate change) {}

        @Override
        public void onStale(KeptBook book, BookFault fault) {}
    };

    private final KeptBook kept;
    private final JoinedBook joined;

    /** @param capacity levels a side */
    public OverheardBook(int capacity) {
        kept = new KeptBook(0, new OrderBook(capacity), NOBODY);
        joined = new JoinedBook(kept, 1);
        joined.onUp(ONLY_LANE);
    }

    /** Whether a snapshot is wanted; one is asked for from now on, and {@link #onSnapshot} or {@link #onRefused} follows. */
    public boolean asks(long nowNs) {
        if (joined.wantedLevels(nowNs) == 0) {
            return false;
        }
        joined.onAsked();
        return true;
    }

    /** The venue answered with {@code snapshot}, for which {@code levels} were asked. */
    public void onSnapshot(DepthUpdate snapshot, int levels, long nowNs) {
        joined.onSnapshot(snapshot, levels, nowNs, nowNs);
    }

    /** The venue did not answer with a snapshot. */
    public void onRefused(long nowNs) {
        joined.onRefused(nowNs);
    }

    /** A change came. */
    public void onChange(DepthUpdate change, long nowNs) {
        joined.onDepth(ONLY_LANE, change, nowNs, nowNs);
        joined.onTime(nowNs);
    }

    /** How often it changed. */
    public long changes() {
        return kept.changes();
    }

    /** Copies so many levels a side into {@code into}; false if not all of these are known. */
    public boolean copyTo(DepthUpdate into, int levels) {
        OrderBook book = kept.levels();
        if (kept.isStale() || !knows(book.bids(), levels) || !knows(book.asks(), levels)) {
            return false;
        }
        into.clear();
        into.seq = kept.venueSeq();
        book.copyTo(into, levels);
        return true;
    }

    private static boolean knows(BookSide side, int levels) {
        return side.isWhole() || side.knownDepth() >= levels;
    }
}
