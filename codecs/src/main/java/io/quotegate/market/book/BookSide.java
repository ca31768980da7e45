package io.quotegate.market.book;

import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;
import java.util.Arrays;

/**
 * The levels of one side of a book, the best first. Prices and sizes are whole numbers at the scales of the
 * {@link OrderBook} they belong to; how many places each was written with is kept beside, so that the venue's own digits
 * come out again. One writer; confined to its thread. Allocates nothing but to have room for more levels than it ever had.
 *
 * <p>The arrays hold the worst level first, so that a change near the top, where nearly all are, moves few others; and
 * keys instead of prices, which rise from the worst to the best on both sides: the price of a bid, and the negative price
 * of an ask.
 *
 * <pre>
 *  keys    | worst | ... | third | second | best |  free ... |
 *          0                                 count        capacity
 * </pre>
 */
public final class BookSide {
    private static final long ALL_KNOWN = Long.MIN_VALUE;

    private static final int FIRST_ROOM = 64;

    private final int sign;
    private final int capacity;
    private long[] keys;
    private long[] sizes;
    private short[] places; // of the price in the high byte, of the size in the low one

    private int count;
    private long firstKnown; // levels of lower keys may be missing
    private long dropped;

    BookSide(boolean bids, int capacity) {
        sign = bids ? 1 : -1;
        this.capacity = capacity;
        keys = new long[Math.min(capacity, FIRST_ROOM)];
        sizes = new long[keys.length];
        places = new short[keys.length];
        clear();
    }

    void clear() {
        count = 0;
        firstKnown = ALL_KNOWN;
    }

    /** How many levels there are. */
    public int depth() {
        return count;
    }

    /** How many levels there are from the best on until some may be missing. */
    public int knownDepth() {
        int first = indexOf(firstKnown);
        return count - (first < 0 ? ~first : first);
    }

    /** Whether all levels that the venue has are here. */
    public boolean isWhole() {
        return firstKnown == ALL_KNOWN;
    }

    /** How many levels had no room, in all. */
    public long dropped() {
        return dropped;
    }

    /** The price of a level; 0 is the best. */
    public long price(int level) {
        return sign * keys[count - 1 - level];
    }

    public long size(int level) {
        return sizes[count - 1 - level];
    }

    /** How many places the venue wrote the price with. */
    public int pricePlaces(int level) {
        return places[count - 1 - level] >> 8;
    }

    /** How many places the venue wrote the size with. */
    public int sizePlaces(int level) {
        return places[count - 1 - level] & 0xFF;
    }

    /** Levels worse than the worst one there is now may be missing, as behind the end of a snapshot. */
    void knownToHere() {
        firstKnown = count == 0 ? ALL_KNOWN : keys[0];
    }

    /** Sets the size at a price; zero takes the level away, if there is one. */
    void set(long price, int pricePlaces, long size, int sizePlaces) {
        long key = sign * price;
        int index = indexOf(key);
        if (size == 0) {
            if (index >= 0) {
                remove(index);
            }
            return;
        }
        if (index < 0) {
            index = makeRoom(~index);
            if (index < 0) {
                know(key);
                return;
            }
            keys[index] = key;
        }
        sizes[index] = size;
        places[index] = (short) (pricePlaces << 8 | sizePlaces);
    }

    private void remove(int index) {
        count--;
        System.arraycopy(keys, index + 1, keys, index, count - index);
        System.arraycopy(sizes, index + 1, sizes, index, count - index);
        System.arraycopy(places, index + 1, places, index, count - index);
    }

    /** Moves others so that {@code index} is free and tells where that is now; negative where there is no room. */
    private int makeRoom(int index) {
        if (count < capacity) {
            provide(count + 1);
            move(index, index + 1, count - index);
            count++;
            return index;
        }
        dropped++;
        if (index > 0) { // the worst goes
            know(keys[0]);
            move(1, 0, index - 1);
        }
        return index - 1;
    }

    /** Has room for so many levels, at most {@link #capacity}, and where there is none for twice as many as before. */
    private void provide(int levels) {
        if (levels > keys.length) {
            int room = Math.min(capacity, Math.max(levels, 2 * keys.length));
            keys = Arrays.copyOf(keys, room);
            sizes = Arrays.copyOf(sizes, room);
            places = Arrays.copyOf(places, room);
        }
    }

    private void move(int from, int to, int levels) {
        System.arraycopy(keys, from, keys, to, levels);
        System.arraycopy(sizes, from, sizes, to, levels);
        System.arraycopy(places, from, places, to, levels);
    }

    /** A level of {@code key} is missing. */
    private void know(long key) {
        firstKnown = Math.max(firstKnown, key + 1);
    }

    /** Where a key stands; where there is none, the complement of where it would: in steps that double from the best. */
    private int indexOf(long key) {
        int high = count;
        int low = count - 1;
        for (int step = 1; low >= 0 && keys[low] >= key; step <<= 1) {
            if (keys[low] == key) {
                return low;
            }
            high = low;
            low -= step;
        }
        low = Math.max(low, -1) + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < count && keys[low] == key ? low : ~low;
    }

    /** Multiplies every price and every size; false if one of them would be too large, and then nothing is changed. */
    boolean scale(long priceFactor, long sizeFactor) {
        long mostPrice = Long.MAX_VALUE / priceFactor;
        long mostSize = Long.MAX_VALUE / sizeFactor;
        if (firstKnown != ALL_KNOWN && Math.abs(firstKnown) > mostPrice) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (Math.abs(keys[i]) > mostPrice || sizes[i] > mostSize) {
                return false;
            }
        }
        for (int i = 0; i < count; i++) {
            keys[i] *= priceFactor;
            sizes[i] *= sizeFactor;
        }
        if (firstKnown != ALL_KNOWN) {
            firstKnown *= priceFactor;
        }
        return true;
    }

    /** Takes over at most {@code most} of the best levels of {@code other}, which are then all there are. */
    void copyFrom(BookSide other, int most) {
        count = Math.min(most, other.count);
        provide(count);
        int from = other.count - count;
        System.arraycopy(other.keys, from, keys, 0, count);
        System.arraycopy(other.sizes, from, sizes, 0, count);
        System.arraycopy(other.places, from, places, 0, count);
        firstKnown = ALL_KNOWN;
    }

    /** Appends at most {@code most} of the best levels, as the venue wrote them, at the scales of the book. */
    void copyTo(DepthLevels out, int most, int priceScale, int sizeScale) {
        for (int level = 0; level < Math.min(most, count); level++) {
            copyTo(out, level, priceScale, sizeScale, size(level));
        }
    }

    /** Appends one level with another size, which may be zero. */
    void copyTo(DepthLevels out, int level, int priceScale, int sizeScale, long size) {
        int pricePlaces = pricePlaces(level);
        int sizePlaces = size == 0 ? 0 : sizePlaces(level);
        out.add(
                price(level) / Decimal.powerOfTen(priceScale - pricePlaces),
                pricePlaces,
                size / Decimal.powerOfTen(sizeScale - sizePlaces),
                sizePlaces);
    }
}
