package io.quotegate.ring;

import io.quotegate.market.book.BookPush;

/** Takes what a {@link BookReceiver} reads, on the receiver's thread. */
public interface BookConsumer {
    /**
     * The book of a pair is another one as a whole: it began, is served from another venue, or is served again after a gap.
     * {@link BookReader} has it, with this {@code seq} or a higher one.
     */
    void onSnapshot(int instrumentId, long seq);

    /**
     * Levels of a book changed, or without any what stands beside them: it became stale. Levels that fell out of the best
     * {@value BookPush#MAX_DEPTH} are taken away, those that came in are there whole, and who does the first before the
     * second needs room for no more. To be skipped if its {@code seq} is not higher than that of the book as it is known.
     *
     * @param update valid only during the call
     */
    void onUpdate(BookPush update);

    /**
     * The writer overtook this reader, or has lost records itself: an unknown number of records is missing. Recover all books that matter from
     * {@link BookReader}, then skip, per pair, updates whose {@code seq} is not higher.
     */
    void onLapped();

    /** The same, and what follows is numbered anew: every {@code seq} known is to be forgotten. */
    default void onBooksRenumbered() {
        onLapped();
    }
}
