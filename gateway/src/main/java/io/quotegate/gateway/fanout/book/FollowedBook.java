package io.quotegate.gateway.fanout.book;

import io.quotegate.api.BookDepth;
import io.quotegate.market.book.BookDifference;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import org.jspecify.annotations.Nullable;

/** The book of one pair as far as this event loop has read of it, and what was told of it at each depth. Confined to its event loop. */
final class FollowedBook {
    private final int instrumentId;
    private final OrderBook levels = new OrderBook(BookPush.MAX_DEPTH);
    private final BookHead head = new BookHead();
    private final @Nullable ToldBook[] told = new ToldBook[BookDepth.count()]; // null where nobody wants that depth

    FollowedBook(int instrumentId) {
        this.instrumentId = instrumentId;
    }

    long seq() {
        return head.seq();
    }

    boolean stale() {
        return head.stale();
    }

    /** What comes next is numbered anew. */
    void forgetNumber() {
        head.forgetNumber();
    }

    @Nullable
    ToldBook told(int depthIndex) {
        return told[depthIndex];
    }

    /** It is wanted at a depth from now on: whoever wants it begins with the book as it is. */
    void tell(int depthIndex, BookPush scratch) {
        if (told[depthIndex] == null) {
            ToldBook begun = new ToldBook(BookDepth.levels(depthIndex));
            if (seq() > 0) {
                head(scratch);
                begun.replace(levels, 0, scratch);
            }
            told[depthIndex] = begun;
        }
    }

    /** Nobody wants it at that depth any more. */
    void forget(int depthIndex) {
        told[depthIndex] = null;
    }

    boolean isUnwanted() {
        for (ToldBook depth : told) {
            if (depth != null) {
                return false;
            }
        }
        return true;
    }

    /** Takes over what {@code push} says, a whole book or what changed of this one. */
    void apply(BookPush push) {
        levels.apply(push);
        head.set(push);
    }

    /** Tells {@code listener} what is otherwise, at each depth at which anything is. */
    void tellUpdate(BookDifference difference, BookPush message, BookListener listener) {
        for (int i = 0; i < told.length; i++) {
            ToldBook depth = told[i];
            if (depth != null) {
                head(message);
                long before = depth.messages();
                boolean says;
                if (depth.isKnown()) {
                    says = depth.update(levels, difference, message);
                } else {
                    depth.replace(levels, 0, message);
                    says = true;
                }
                if (says) {
                    listener.onBook(message, i, before);
                }
            }
        }
    }

    /** Tells {@code listener} all of it, at each depth; {@code drops} messages were lost before. */
    void tellSnapshot(long drops, BookPush message, BookListener listener) {
        for (int i = 0; i < told.length; i++) {
            ToldBook depth = told[i];
            if (depth != null) {
                head(message);
                long before = depth.messages();
                depth.replace(levels, depth.isKnown() ? drops : 0, message);
                listener.onBook(message, i, before);
            }
        }
    }

    private void head(BookPush message) {
        message.instrumentId = instrumentId;
        head.copyTo(message);
    }
}
