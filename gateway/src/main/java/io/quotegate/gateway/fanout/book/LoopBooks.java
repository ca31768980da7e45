package io.quotegate.gateway.fanout.book;

import io.quotegate.market.book.BookDifference;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.BookConsumer;
import io.quotegate.ring.BookReader;
import org.jspecify.annotations.Nullable;

/**
 * The books that anybody on one event loop wants, put together from the ring of books and the table beside it. For each
 * depth at which one is wanted the difference of its best levels is found once, whoever wants it in whatever format; a
 * change that is not seen at a depth is not told there. Without anybody who wants a book it holds none. Confined to its
 * event loop.
 */
public final class LoopBooks implements BookConsumer {
    private final BookReader table;
    private final BookListener listener;
    private final @Nullable FollowedBook[] followed; // by instrument
    private final BookDifference difference = new BookDifference();
    private final BookPush whole = new BookPush(); // of the table
    private final BookPush message = new BookPush();

    private int count;
    private boolean lapped;

    /**
     * @param table    of this event loop alone
     * @param listener hears what is to be told, in its order
     */
    public LoopBooks(int instruments, BookReader table, BookListener listener) {
        this.table = table;
        this.listener = listener;
        followed = new FollowedBook[instruments];
    }

    /** Whether nobody wants any. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** One more wants a book at a depth. The ring must be read from before this on. */
    public void want(int instrumentId, int depthIndex) {
        FollowedBook book = followed[instrumentId];
        if (book == null) {
            book = new FollowedBook(instrumentId);
            if (table.read(instrumentId, BookPush.MAX_DEPTH, whole)) {
                book.apply(whole);
            }
            followed[instrumentId] = book;
            count++;
        }
        book.tell(depthIndex, message);
    }

    /** Nobody wants a book at a depth any more. */
    public void forget(int instrumentId, int depthIndex) {
        FollowedBook book = followed[instrumentId];
        if (book != null) {
            book.forget(depthIndex);
            if (book.isUnwanted()) {
                followed[instrumentId] = null;
                count--;
            }
        }
    }

    /** How many messages there were of a book at a depth since it is wanted; 0 where it is not. */
    public long messages(int instrumentId, int depthIndex) {
        ToldBook told = told(instrumentId, depthIndex);
        return told == null ? 0 : told.messages();
    }

    /** The number that what was told last of a book at a depth has; 0 before the first. */
    public long seq(int instrumentId, int depthIndex) {
        ToldBook told = told(instrumentId, depthIndex);
        return told == null ? 0 : told.seq();
    }

    /** Fills {@code into} with what all were told of a book at a depth, as a snapshot; false if that is nothing. */
    public boolean read(int instrumentId, int depthIndex, BookPush into) {
        ToldBook told = told(instrumentId, depthIndex);
        if (told == null || !told.isKnown()) {
            return false;
        }
        into.instrumentId = instrumentId;
        told.read(into);
        return true;
    }

    private @Nullable ToldBook told(int instrumentId, int depthIndex) {
        FollowedBook book = followed[instrumentId];
        return book == null ? null : book.told(depthIndex);
    }

    @Override
    public void onSnapshot(int instrumentId, long seq) {
        FollowedBook book = followed[instrumentId];
        if (book != null && !lapped && seq > book.seq()) {
            readAgain(instrumentId, book, 0);
        }
    }

    @Override
    public void onUpdate(BookPush update) {
        FollowedBook book = followed[update.instrumentId];
        if (book == null || lapped || update.seq < book.seq()) {
            return;
        }
        if (update.seq == book.seq()) {
            if (update.stale != book.stale()) { // the same, said again
                book.apply(update);
                book.tellUpdate(difference, message, listener);
            }
            return;
        }
        if (update.prevSeq != book.seq()) {
            readAgain(update.instrumentId, book, update.seq - book.seq() - 1);
            return;
        }
        book.apply(update);
        book.tellUpdate(difference, message, listener);
    }

    private void readAgain(int instrumentId, FollowedBook book, long drops) {
        if (table.read(instrumentId, BookPush.MAX_DEPTH, whole) && whole.seq > book.seq()) {
            book.apply(whole);
            book.tellSnapshot(drops, message, listener);
        }
    }

    /** What is read until {@link #recover} is skipped. */
    @Override
    public void onLapped() {
        lapped = true;
    }

    @Override
    public void onBooksRenumbered() {
        lapped = true;
        for (FollowedBook book : followed) {
            if (book != null) {
                book.forgetNumber();
            }
        }
    }

    /** Whether records were lost since {@link #recover} was called last. */
    public boolean isLapped() {
        return lapped;
    }

    /** Whether what the table has is not what was read: newer, numbered anew meanwhile, or stale, or not. */
    private boolean isOther(FollowedBook book) {
        return whole.seq != 0 && (whole.seq != book.seq() || whole.stale != book.stale());
    }

    /** Makes up for records that were lost: tells all of each book that has changed since. */
    public void recover() {
        lapped = false;
        for (int id = 0; id < followed.length; id++) {
            FollowedBook book = followed[id];
            if (book != null && table.read(id, BookPush.MAX_DEPTH, whole) && isOther(book)) {
                long drops = book.seq() == 0 ? 0 : Math.max(0, whole.seq - book.seq() - 1);
                book.apply(whole);
                book.tellSnapshot(drops, message, listener);
            }
        }
    }
}
