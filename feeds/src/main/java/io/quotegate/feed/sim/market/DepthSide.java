package io.quotegate.feed.sim.market;

import java.util.Arrays;

/**
 * The levels of one side of a simulated book: a size at each price, both counted in steps. In arrays that grow with it, the
 * worst level first, so that what changes near the best moves few others. Confined to the venue's loop.
 */
final class DepthSide {
    private static final int FIRST_CAPACITY = 128;

    private final int away; // from the best to the worst prices rise by this sign

    private long[] keys = new long[FIRST_CAPACITY]; // rise from the worst to the best
    private long[] sizes = new long[FIRST_CAPACITY];
    private int count;

    /** @param away 1 where the best price is the lowest, -1 where it is the highest */
    DepthSide(int away) {
        this.away = away;
    }

    int count() {
        return count;
    }

    /** A price; 0 is the best. */
    long price(int level) {
        return -away * keys[count - 1 - level];
    }

    long size(int level) {
        return sizes[count - 1 - level];
    }

    /** The size at a price, 0 for none. */
    long sizeAt(long price) {
        int index = indexOf(price);
        return index < 0 ? 0 : sizes[index];
    }

    long best() {
        return price(0);
    }

    long worst() {
        return price(count - 1);
    }

    /** Whether a price would stand before another. */
    boolean isBetter(long price, long than) {
        return away > 0 ? price < than : price > than;
    }

    private int indexOf(long price) {
        return Arrays.binarySearch(keys, 0, count, -away * price);
    }

    void put(long price, long size) {
        int index = indexOf(price);
        if (index < 0) {
            index = ~index;
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count + count / 2);
                sizes = Arrays.copyOf(sizes, count + count / 2);
            }
            System.arraycopy(keys, index, keys, index + 1, count - index);
            System.arraycopy(sizes, index, sizes, index + 1, count - index);
            count++;
            keys[index] = -away * price;
        }
        sizes[index] = size;
    }

    void remove(long price) {
        int index = indexOf(price);
        if (index >= 0) {
            count--;
            System.arraycopy(keys, index + 1, keys, index, count - index);
            System.arraycopy(sizes, index + 1, sizes, index, count - index);
        }
    }
}
