package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;

/** Hears what becomes of a venue's books. Called on the feed loop. */
public interface BookListener {
    /**
     * A book changed, or is there.
     *
     * @param change what did; all of it, where that is a snapshot. Reused: a listener copies what it keeps
     */
    void onChange(KeptBook book, DepthUpdate change);

    /** A book is no longer believed. */
    void onStale(KeptBook book, BookFault fault);
}
