package io.quotegate.gateway.fanout.book;

import io.quotegate.market.book.BookDifference;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;

/**
 * What all who want one book at one depth have been told of it: its best levels, and what the last message said beside
 * them. So that whoever comes later begins with just that, and what follows fits them as it does the others. Confined to
 * its event loop.
 */
final class ToldBook {
    private final int depth;
    private final OrderBook levels;
    private final BookHead head = new BookHead(); // of the last message

    private long messages; // told of, those too that were lost before anybody read them

    ToldBook(int depth) {
        this.depth = depth;
        levels = new OrderBook(depth);
    }

    boolean isKnown() {
        return head.seq() > 0;
    }

    /** What the last message says of the book's changes: how many there had been. */
    long seq() {
        return head.seq();
    }

    /** The number of the last message, which rises by one with each. */
    long messages() {
        return messages;
    }

    /** Fills {@code into} with all of it, as a snapshot without drops. */
    void read(BookPush into) {
        levels.copyTo(into, depth);
        head.copyTo(into);
        into.prevSeq = 0;
        into.drops = 0;
    }

    /**
     * Takes over what {@code now} is, and makes {@code into}, which has all but levels from it, the message that says so.
     *
     * @return false if nothing is otherwise at this depth, so that nothing is to be said
     */
    boolean update(OrderBook now, BookDifference difference, BookPush into) {
        boolean otherwise = difference.find(levels, now, depth, depth, into);
        if (!otherwise && into.stale == head.stale()) {
            return false;
        }
        if (otherwise) {
            levels.copyFrom(now, depth, depth);
        }
        into.snapshot = false;
        into.depth = depth;
        into.prevSeq = head.seq();
        into.drops = 0;
        told(into);
        return true;
    }

    /** The same as a whole, where {@code drops} messages were lost before it. */
    void replace(OrderBook now, long drops, BookPush into) {
        levels.copyFrom(now, depth, depth);
        levels.copyTo(into, depth);
        into.prevSeq = 0;
        into.drops = drops;
        messages += drops;
        told(into);
    }

    private void told(BookPush message) {
        messages++;
        head.set(message);
    }
}
