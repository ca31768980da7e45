package io.quotegate.feed.sim.market;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.BookSide;
import io.quotegate.market.book.OrderBook;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The book of a pair as a recording tells it: from a snapshot on, by what was pushed since. Snapshots that were pushed
 * are taken as they come; those that were asked for stand anywhere in a recording, so they are all given before, and the
 * one that fits is found by its number. What is worse than the last level of such a one is not known, and never told.
 * Confined to the venue's loop.
 */
public final class RecordedBook {
    private static final int CAPACITY = 5000;

    private final OrderBook levels = new OrderBook(CAPACITY);
    private final NavigableMap<Long, DepthUpdate> asked = new TreeMap<>(); // by number

    private boolean known;
    private long seq = DepthUpdate.UNKNOWN;
    private long exchangeTimeNs;

    /** @param asked snapshots of the pair that were asked for */
    public RecordedBook(List<DepthUpdate> asked) {
        asked.forEach(snapshot -> this.asked.put(snapshot.seq, snapshot));
    }

    /** A push was played. */
    void onDepth(DepthUpdate update) {
        if (update.snapshot) {
            begin(update);
        } else if (known) {
            follow(update);
        }
        if (!known) {
            beginWithin(update);
        }
    }

    private void begin(DepthUpdate snapshot) {
        known = levels.apply(snapshot);
        seq = snapshot.seq;
        exchangeTimeNs = snapshot.exchangeTimeNs;
    }

    private void follow(DepthUpdate update) {
        boolean next = update.prevSeq == seq || update.prevSeq == DepthUpdate.UNKNOWN;
        if (!next && update.seq <= seq) {
            return; // it is in the book already
        }
        if (!next && update.prevSeq > seq) {
            known = false; // what is between was not recorded
            return;
        }
        known = levels.apply(update);
        seq = update.seq;
        exchangeTimeNs = update.exchangeTimeNs;
    }

    /** Begins with a snapshot that {@code update} follows on. */
    private void beginWithin(DepthUpdate update) {
        Map.Entry<Long, DepthUpdate> fitting = asked.floorEntry(update.seq);
        if (fitting != null && fitting.getKey() >= update.prevSeq) {
            begin(fitting.getValue());
            levels.knownToHere(1);
            follow(update);
        }
    }

    /** Why so many levels of each side cannot be told; null if they can. */
    public @Nullable String missing(int most) {
        if (!known) {
            return "the recording has no snapshot of this book that what was played until now follows on";
        }
        int here = Math.min(known(levels.bids(), most), known(levels.asks(), most));
        return here < most ? "the recording tells " + here + " levels of this book and not " + most : null;
    }

    private static int known(BookSide side, int most) {
        return side.isWhole() ? most : side.knownDepth();
    }

    /** Its best levels, which are not {@link #missing}. */
    public DepthUpdate best(int most) {
        DepthUpdate book = new DepthUpdate();
        levels.copyTo(book, most);
        book.seq = seq;
        book.exchangeTimeNs = exchangeTimeNs;
        return book;
    }
}
