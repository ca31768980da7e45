package io.quotegate.service.indicators;

/**
 * A column of whole numbers that tells the sum of any run of them in a few steps: a Fenwick tree. Guarded by its owner's
 * lock; reading while it is written gives garbage, but ends.
 */
final class LongSums {
    private final long[] tree;

    LongSums(int slots) {
        tree = new long[slots + 1];
    }

    /** Replaces what stands in {@code slot}. */
    void set(int slot, long value) {
        long change = value - sum(slot, slot);
        for (int node = slot + 1; node < tree.length; node += node & -node) {
            tree[node] += change;
        }
    }

    /** The sum of the slots {@code from..to}, both of them included. */
    long sum(int from, int to) {
        long sum = 0;
        for (int node = to + 1; node > 0; node -= node & -node) {
            sum += tree[node];
        }
        for (int node = from; node > 0; node -= node & -node) {
            sum -= tree[node];
        }
        return sum;
    }
}
