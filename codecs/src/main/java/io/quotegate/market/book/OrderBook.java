package io.quotegate.market.book;

import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;

/**
 * The book of one pair on one venue. Prices are whole numbers at one scale and sizes at another, both as fine as the
 * finest that was seen, so that they compare as numbers; every level also keeps how it was written. Nothing is taken away
 * but what the venue takes away, and what has no room. One writer; confined to its thread. Allocates nothing after it was
 * made, but to have room for more levels than it ever had. {@code bench}'s {@code BookBenchmark} tells what it costs.
 */
public final class OrderBook {
    private final BookSide bids;
    private final BookSide asks;
    private final int capacity;

    private int priceScale;
    private int sizeScale;

    /** @param capacity levels a side; what is worst of more of them is dropped */
    public OrderBook(int capacity) {
        this.capacity = capacity;
        bids = new BookSide(true, capacity);
        asks = new BookSide(false, capacity);
    }

    /** Bytes that a book takes. */
    public static long bytes(int capacity) {
        return 2L * capacity * (Long.BYTES + Long.BYTES + Short.BYTES);
    }

    public BookSide bids() {
        return bids;
    }

    public BookSide asks() {
        return asks;
    }

    /** Most levels a side. */
    public int capacity() {
        return capacity;
    }

    /** How many places a price has: 12345 at scale 2 is 123.45. */
    public int priceScale() {
        return priceScale;
    }

    /** How many places a size has. */
    public int sizeScale() {
        return sizeScale;
    }

    /** Forgets all levels. */
    public void clear() {
        bids.clear();
        asks.clear();
        priceScale = 0;
        sizeScale = 0;
    }

    /**
     * Sets the levels of {@code update}, after forgetting the others if it is a snapshot.
     *
     * @return false if a level cannot be kept, with the others set; the book is then wrong
     */
    public boolean apply(DepthUpdate update) {
        if (update.snapshot) {
            clear();
        }
        return apply(bids, update.bids) & apply(asks, update.asks) && update.unusable == 0;
    }

    /** Sets the levels of {@code push}, likewise. */
    public boolean apply(BookPush push) {
        if (push.snapshot) {
            clear();
        }
        return apply(bids, push.bids) & apply(asks, push.asks);
    }

    /** Takes over the best levels of {@code other}, which are then all there are; so many of each side at most. */
    public void copyFrom(OrderBook other, int mostBids, int mostAsks) {
        bids.copyFrom(other.bids, mostBids);
        asks.copyFrom(other.asks, mostAsks);
        priceScale = other.priceScale;
        sizeScale = other.sizeScale;
    }

    /**
     * Levels worse than those there are now may be missing, on each side that has as many as were asked for: a snapshot
     * ends somewhere, and the venue tells only of changes.
     */
    public void knownToHere(int asked) {
        if (bids.depth() >= asked) {
            bids.knownToHere();
        }
        if (asks.depth() >= asked) {
            asks.knownToHere();
        }
    }

    private boolean apply(BookSide side, DepthLevels levels) {
        boolean kept = true;
        for (int i = 0; i < levels.count(); i++) {
            int pricePlaces = levels.pricePlaces(i);
            int sizePlaces = levels.sizePlaces(i);
            if (pricePlaces > priceScale || sizePlaces > sizeScale) {
                kept &= refine(Math.max(pricePlaces, priceScale), Math.max(sizePlaces, sizeScale));
            }
            long price = scaled(levels.price(i), priceScale - pricePlaces);
            long size = scaled(levels.size(i), sizeScale - sizePlaces);
            if (price > 0 && size >= 0) {
                side.set(price, pricePlaces, size, sizePlaces);
            } else {
                kept = false;
            }
        }
        return kept;
    }

    /** A value at the book's scale; -1 if it is too large for that. */
    private static long scaled(long value, int places) {
        if (places == 0) {
            return value;
        }
        if (places < 0) {
            return -1;
        }
        long factor = Decimal.powerOfTen(places);
        return value > Long.MAX_VALUE / factor ? -1 : value * factor;
    }

    private boolean refine(int newPriceScale, int newSizeScale) {
        long priceFactor = Decimal.powerOfTen(newPriceScale - priceScale);
        long sizeFactor = Decimal.powerOfTen(newSizeScale - sizeScale);
        if (!bids.scale(priceFactor, sizeFactor) || !asks.scale(priceFactor, sizeFactor)) {
            return false;
        }
        priceScale = newPriceScale;
        sizeScale = newSizeScale;
        return true;
    }

    /** Whether somebody would pay more than another asks, or as much; not while a side is empty. */
    public boolean isCrossed() {
        return bids.depth() > 0 && asks.depth() > 0 && bids.price(0) >= asks.price(0);
    }

    /** Copies the best levels of both sides, as the venue wrote them, into {@code into}, as a snapshot. */
    public void copyTo(DepthUpdate into, int most) {
        into.snapshot = true;
        bids.copyTo(into.bids.clear(), most, priceScale, sizeScale);
        asks.copyTo(into.asks.clear(), most, priceScale, sizeScale);
    }

    /** Copies the best levels of both sides, as the venue wrote them, into {@code into}, as a snapshot of that depth. */
    public void copyTo(BookPush into, int depth) {
        into.snapshot = true;
        into.depth = depth;
        bids.copyTo(into.bids.clear(), depth, priceScale, sizeScale);
        asks.copyTo(into.asks.clear(), depth, priceScale, sizeScale);
    }
}
