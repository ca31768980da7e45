package io.quotegate.feed.book;

import io.quotegate.market.Venue;
import io.quotegate.market.book.BookDifference;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.BookSide;
import io.quotegate.market.book.OrderBook;
import io.quotegate.ring.BookPublisher;

/**
 * The book of a pair as readers have been told it: the best known levels of whichever venue's it was. Told once more when it
 * becomes stale. Confined to the feed loop.
 */
final class ServedBook {
    private final int instrumentId;
    private final BookPublisher publisher;
    private final BookDifference difference; // shared by all
    private final BookPush push; // likewise
    private final OrderBook told = new OrderBook(BookPush.MAX_DEPTH);

    private Venue venue = Venue.OKX;
    private boolean simulated;
    private boolean stale = true;
    private long seq;
    private long exchangeTimeNs;
    private long receiveTimeNs;

    ServedBook(int instrumentId, BookPublisher publisher, BookDifference difference, BookPush push) {
        this.instrumentId = instrumentId;
        this.publisher = publisher;
        this.difference = difference;
        this.push = push;
    }

    boolean isStale() {
        return stale;
    }

    /**
     * Tells all of {@code book}.
     *
     * @param its            the venue that it is of
     * @param isSimulated    whether that is a simulated one
     * @param believedTimeNs when that says that it came to be, 0 for unknown
     */
    void begin(KeptBook book, Venue its, boolean isSimulated, long believedTimeNs) {
        venue = its;
        simulated = isSimulated;
        stale = false;
        told.copyFrom(
                book.levels(), most(book.levels().bids()), most(book.levels().asks()));
        publish(true, book, believedTimeNs);
    }

    /** Tells what of the best levels of {@code book}, which is told already, changed. */
    void change(KeptBook book, long believedTimeNs) {
        OrderBook levels = book.levels();
        int bids = most(levels.bids());
        int asks = most(levels.asks());
        if (difference.find(told, levels, bids, asks, push)) {
            told.copyFrom(levels, bids, asks);
            publish(false, book, believedTimeNs);
        }
    }

    /** Some levels far from the best are known of, and others beside them are not: these are nobody's to see. */
    private static int most(BookSide side) {
        return Math.min(BookPush.MAX_DEPTH, side.knownDepth());
    }

    private void publish(boolean snapshot, KeptBook book, long believedTimeNs) {
        exchangeTimeNs = believedTimeNs;
        receiveTimeNs = book.receiveTimeNs();
        publish(snapshot);
    }

    /** Tells that it is not to be believed, unless that was told. */
    void turnStale() {
        if (!stale) {
            stale = true;
            push.bids.clear();
            push.asks.clear();
            publish(false);
        }
    }

    private void publish(boolean snapshot) {
        push.instrumentId = instrumentId;
        push.venue = venue;
        push.snapshot = snapshot;
        push.seq = ++seq;
        push.exchangeTimeNs = exchangeTimeNs;
        push.receiveTimeNs = receiveTimeNs;
        push.stale = stale;
        push.simulated = simulated;
        publisher.publish(push, told);
    }
}
