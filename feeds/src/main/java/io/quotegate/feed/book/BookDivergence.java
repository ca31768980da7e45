package io.quotegate.feed.book;

import io.quotegate.market.Decimal;
import io.quotegate.market.book.BookSide;
import io.quotegate.market.book.OrderBook;
import java.time.Duration;

/**
 * Holds the best prices of a venue's books against its best bid and ask, which come on a stream of their own. They need
 * not agree at any one moment; where they have not for over a second, while both moved, one of them is wrong. Confined to
 * the feed loop.
 */
public final class BookDivergence {
    private static final long LONG_NS = Duration.ofSeconds(1).toNanos();

    private final Decimal[] bids; // by instrument, of the quotes
    private final Decimal[] asks;
    private final long[] agreedNs; // when they did last, or were found not to
    private final boolean[] quoteMoved; // since then
    private final boolean[] bookMoved;
    private final Decimal price = new Decimal();

    public BookDivergence(int instruments) {
        bids = new Decimal[instruments];
        asks = new Decimal[instruments];
        for (int i = 0; i < instruments; i++) {
            bids[i] = new Decimal();
            asks[i] = new Decimal();
        }
        agreedNs = new long[instruments];
        quoteMoved = new boolean[instruments];
        bookMoved = new boolean[instruments];
    }

    /** The pair has another book and other quotes than before. */
    public void onOther(int instrumentId) {
        bids[instrumentId].clear();
        asks[instrumentId].clear();
    }

    /**
     * The best bid and ask of a pair, of which {@code book} is the book.
     *
     * @return whether they were found to disagree
     */
    public boolean onTop(KeptBook book, Decimal bid, Decimal ask, long nowNs) {
        int id = book.instrumentId();
        boolean same =
                bids[id].sameDigits(bid.mantissa(), bid.format()) && asks[id].sameDigits(ask.mantissa(), ask.format());
        if (same) {
            return false; // as nearly all of them, of which only the sizes changed
        }
        quoteMoved[id] = true;
        bids[id].set(bid);
        asks[id].set(ask);
        return compare(book, nowNs);
    }

    /**
     * A book changed.
     *
     * @return whether they were found to disagree
     */
    public boolean onChange(KeptBook book, long nowNs) {
        bookMoved[book.instrumentId()] = true;
        return compare(book, nowNs);
    }

    private boolean compare(KeptBook book, long nowNs) {
        int id = book.instrumentId();
        OrderBook levels = book.levels();
        boolean comparable = !book.isStale() && !bids[id].isAbsent() && !asks[id].isAbsent();
        boolean agree = comparable
                && isBest(levels.bids(), levels.priceScale(), bids[id])
                && isBest(levels.asks(), levels.priceScale(), asks[id]);
        boolean isLong = quoteMoved[id] && bookMoved[id] && nowNs - agreedNs[id] > LONG_NS;
        if (!comparable || agree || isLong) {
            begin(id, nowNs);
        }
        return comparable && !agree && isLong;
    }

    private void begin(int id, long nowNs) {
        agreedNs[id] = nowNs;
        quoteMoved[id] = false;
        bookMoved[id] = false;
    }

    private boolean isBest(BookSide side, int scale, Decimal quoted) {
        return side.depth() > 0 && price.setUnscaled(side.price(0), scale).compareTo(quoted) == 0;
    }
}
