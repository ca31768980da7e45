package io.quotegate.market.book;

import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;

/**
 * Finds what to tell somebody who has one book so that they have the best levels of another: the levels that fell out, with
 * a size of zero, and behind them those that are new or otherwise than they were, each the best first. So that who has room
 * for just so many never lacks it. Compares level by level, which costs the same whatever changed; allocates nothing once
 * it has seen the largest difference. Confined to its owner's thread.
 */
public final class BookDifference {
    private final DepthLevels changed = new DepthLevels();

    // Of the comparison under way: both are brought to the finer of their scales.
    private long toldPriceFactor;
    private long nowPriceFactor;
    private long toldSizeFactor;
    private long nowSizeFactor;

    /**
     * Fills the levels of {@code into}, and nothing else of it.
     *
     * @param told     what they have
     * @param now      whose best levels they are to have
     * @param mostBids how many of these at most
     * @param mostAsks how many of these at most
     * @return whether there is a difference
     */
    public boolean find(OrderBook told, OrderBook now, int mostBids, int mostAsks, BookPush into) {
        int priceScale = Math.max(told.priceScale(), now.priceScale());
        int sizeScale = Math.max(told.sizeScale(), now.sizeScale());
        toldPriceFactor = Decimal.powerOfTen(priceScale - told.priceScale());
        nowPriceFactor = Decimal.powerOfTen(priceScale - now.priceScale());
        toldSizeFactor = Decimal.powerOfTen(sizeScale - told.sizeScale());
        nowSizeFactor = Decimal.powerOfTen(sizeScale - now.sizeScale());
        find(told, told.bids(), now, now.bids(), mostBids, 1, into.bids.clear());
        find(told, told.asks(), now, now.asks(), mostAsks, -1, into.asks.clear());
        return into.bids.count() + into.asks.count() > 0;
    }

    /** @param sign of a higher price: 1 where it is the better one */
    private void find(
            OrderBook toldBook, BookSide told, OrderBook nowBook, BookSide now, int most, int sign, DepthLevels out) {
        int had = told.depth();
        int has = Math.min(most, now.depth());
        changed.clear();
        int i = 0;
        int j = 0;
        while (i < had || j < has) {
            int order = i == had ? -1 : j == has ? 1 : sign * comparePrices(told.price(i), now.price(j));
            if (order > 0) { // the one that was told is better than all that are left
                told.copyTo(out, i++, toldBook.priceScale(), toldBook.sizeScale(), 0);
                continue;
            }
            if (order < 0 || !isSame(told, i, now, j)) {
                now.copyTo(changed, j, nowBook.priceScale(), nowBook.sizeScale(), now.size(j));
            }
            i += order == 0 ? 1 : 0;
            j++;
        }
        out.addAll(changed, 0, changed.count());
    }

    private int comparePrices(long told, long now) {
        return compare(told, toldPriceFactor, now, nowPriceFactor);
    }

    private boolean isSame(BookSide told, int i, BookSide now, int j) {
        return told.pricePlaces(i) == now.pricePlaces(j)
                && told.sizePlaces(i) == now.sizePlaces(j)
                && compare(told.size(i), toldSizeFactor, now.size(j), nowSizeFactor) == 0;
    }

    /** Compares two products of positive numbers, of which one has the factor 1, without making the other. */
    private static int compare(long one, long itsFactor, long other, long othersFactor) {
        if (itsFactor == othersFactor) {
            return Long.compare(one, other);
        }
        return itsFactor == 1 ? -compareProduct(other, othersFactor, one) : compareProduct(one, itsFactor, other);
    }

    private static int compareProduct(long value, long factor, long with) {
        long whole = with / factor;
        return value != whole ? Long.compare(value, whole) : with % factor == 0 ? 0 : -1;
    }
}
