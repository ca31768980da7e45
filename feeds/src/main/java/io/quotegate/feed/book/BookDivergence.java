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

    private long found;

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

    /** How often they were found to disagree. */
    public long found() {
        return found;
    }

    /** The best bid and ask of a pair, of which {@code book} is the book. */
    public void onTop(KeptBook book, Decimal bid, Decimal ask, long nowNs) {
        int id = book.instrumentId();
        quoteMoved[id] |= !bids[id].sameDigits(bid.mantissa(), bid.format())
                || !asks[id].sameDigits(ask.mantissa(), ask.format());
        bids[id].set(bid);
        asks[id].set(ask);
        compare(book, nowNs);
    }

    /** A book changed. */
    public void onChange(KeptBook book, long nowNs) {
        bookMoved[book.instrumentId()] = true;
        compare(book, nowNs);
    }

    private void compare(KeptBook book, long nowNs) {
        int id = book.instrumentId();
        OrderBook levels = book.levels();
        boolean comparable = !book.isStale() && !bids[id].isAbsent() && !asks[id].isAbsent();
        boolean agree = comparable
                && isBest(levels.bids(), levels.priceScale(), bids[id])
                && isBest(levels.asks(), levels.priceScale(), asks[id]);
        if (!comparable || agree) {
            begin(id, nowNs);
        } else if (quoteMoved[id] && bookMoved[id] && nowNs - agreedNs[id] > LONG_NS) {
            found++;
            begin(id, nowNs);
        }
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
