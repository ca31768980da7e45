package io.quotegate.cluster;

import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import io.quotegate.ring.BookPublisher;
import org.jspecify.annotations.Nullable;

/** The books of a feed node, copied into the ring and the table of this process. Confined to the thread that reads. */
final class BookCopies {
    private final BookPublisher publisher;
    private final @Nullable Copy[] copies; // by instrument
    private final BookPush staleness = new BookPush();

    /** A book as far as it was published here, and what was said beside its levels. */
    private static final class Copy {
        private final OrderBook levels = new OrderBook(BookPush.MAX_DEPTH);
        private final BookPush head = new BookPush(); // without levels
        private boolean known;
        private boolean silenced; // stale only because the feed node is not heard
    }

    BookCopies(BookPublisher publisher, int instruments) {
        this.publisher = publisher;
        copies = new Copy[instruments];
    }

    /**
     * Takes a book as a whole, or what changed of one.
     *
     * @return false if the book is not known now, and an image of it is needed
     */
    boolean take(BookPush push) {
        Copy copy = copies[push.instrumentId];
        if (copy == null) {
            copy = new Copy();
            copies[push.instrumentId] = copy;
        }
        if (push.snapshot) {
            return takeImage(copy, push);
        }
        if (!copy.known) {
            return false;
        }
        if (push.seq <= copy.head.seq) {
            return true;
        }
        if (push.seq != copy.head.seq + 1) {
            copy.known = false;
            return false;
        }
        return publish(copy, push);
    }

    /** One that is known in every detail says nothing new: somebody else asked for it. */
    private boolean takeImage(Copy copy, BookPush image) {
        if (image.seq > copy.head.seq || (image.seq == copy.head.seq && !copy.known)) {
            return publish(copy, image);
        }
        if (image.seq == copy.head.seq && image.stale != copy.head.stale) {
            copy.silenced = false;
            say(copy, image.stale);
        }
        return true;
    }

    private boolean publish(Copy copy, BookPush push) {
        copy.known = copy.levels.apply(push);
        copy.silenced = false;
        setHead(copy.head, push);
        if (copy.known) {
            publisher.publish(push, copy.levels);
        }
        return copy.known;
    }

    private static void setHead(BookPush into, BookPush push) {
        into.instrumentId = push.instrumentId;
        into.venue = push.venue;
        into.seq = push.seq;
        into.exchangeTimeNs = push.exchangeTimeNs;
        into.receiveTimeNs = push.receiveTimeNs;
        into.stale = push.stale;
        into.simulated = push.simulated;
    }

    /** Nobody is heard who could say what changes. */
    void silence() {
        for (Copy copy : copies) {
            if (copy != null && copy.known && !copy.head.stale) {
                copy.silenced = true;
                say(copy, true);
            }
        }
    }

    /** It was only a pause. */
    void endSilence() {
        for (Copy copy : copies) {
            if (copy != null && copy.silenced) {
                copy.silenced = false;
                say(copy, false);
            }
        }
    }

    /** Says that a book is stale or is not, without changing its number, which is the feed node's. */
    private void say(Copy copy, boolean stale) {
        copy.head.stale = stale;
        setHead(staleness, copy.head);
        publisher.publish(staleness, copy.levels);
    }

    /** What follows is another feed node's. */
    void begin() {
        for (int i = 0; i < copies.length; i++) {
            copies[i] = null;
        }
    }
}
