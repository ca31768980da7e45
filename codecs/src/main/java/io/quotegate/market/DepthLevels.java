package io.quotegate.market;

import java.util.Arrays;

/**
 * Levels of one side of a book in the order in which a venue sent them. A price and a size are whole numbers with so many
 * decimal places as they were written with: 63707.20 is 6370720 with 2 places, so that the venue's own digits come out
 * again. A size of zero takes a level away. Grows to the largest message there has been and never shrinks. Confined to
 * its owner's thread.
 */
public final class DepthLevels {
    /** Most decimal places of a price or a size. */
    public static final int MAX_PLACES = 18;

    private static final int FIRST_CAPACITY = 64;

    private long[] prices = new long[FIRST_CAPACITY];
    private long[] sizes = new long[FIRST_CAPACITY];
    private short[] places = new short[FIRST_CAPACITY];
    private int count;

    public DepthLevels clear() {
        count = 0;
        return this;
    }

    public int count() {
        return count;
    }

    /** Appends a level. */
    public DepthLevels add(long price, int pricePlaces, long size, int sizePlaces) {
        if (count == prices.length) {
            prices = Arrays.copyOf(prices, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
        }
        prices[count] = price;
        sizes[count] = size;
        places[count++] = (short) (pricePlaces << 8 | sizePlaces);
        return this;
    }

    /** Appends the levels {@code [from..to)} of {@code other}. */
    public DepthLevels addAll(DepthLevels other, int from, int to) {
        for (int i = from; i < to; i++) {
            add(other.prices[i], other.pricePlaces(i), other.sizes[i], other.sizePlaces(i));
        }
        return this;
    }

    /** The price without its point. */
    public long price(int index) {
        return prices[index];
    }

    /** How many digits of the price stand behind the point. */
    public int pricePlaces(int index) {
        return places[index] >> 8;
    }

    /** The size without its point; zero for a level that is gone. */
    public long size(int index) {
        return sizes[index];
    }

    /** How many digits of the size stand behind the point. */
    public int sizePlaces(int index) {
        return places[index] & 0xFF;
    }
}
