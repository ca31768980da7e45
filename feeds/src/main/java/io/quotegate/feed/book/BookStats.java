package io.quotegate.feed.book;

import java.util.concurrent.atomic.LongAdder;

/** What there is to know of a venue's books from outside. Written by the feed loop, read by any thread. */
public final class BookStats {
    /** Times that a book and the venue's best bid and ask differed for over a second, while both moved. */
    public final LongAdder divergences = new LongAdder();
    /** Snapshots that were asked for over REST. */
    public final LongAdder snapshots = new LongAdder();
    /** Of these, the ones that were not answered with a book. */
    public final LongAdder refusals = new LongAdder();
    /** Connections for books that are open now. */
    public final LongAdder openConnections = new LongAdder();
    /** Requests to subscribe or to unsubscribe. */
    public final LongAdder requests = new LongAdder();

    private final LongAdder[] faults = new LongAdder[BookFault.values().length];

    // Volatile: written on the feed loop, read by others, and nothing else is ordered by it.
    private volatile int live;

    public BookStats() {
        for (int i = 0; i < faults.length; i++) {
            faults[i] = new LongAdder();
        }
    }

    /** Books that were no longer believed, by why. */
    public LongAdder faults(BookFault fault) {
        return faults[fault.ordinal()];
    }

    /** How many books are whole now. */
    public int live() {
        return live;
    }

    /** So many books are whole now. */
    public void live(int books) {
        live = books;
    }
}
