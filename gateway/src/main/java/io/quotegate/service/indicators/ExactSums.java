package io.quotegate.service.indicators;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A column of decimals that tells the sum of any run of them in a few steps, exactly: a Fenwick tree of 128-bit integers
 * at the finest scale seen. Setting a value takes as few steps wherever it stands. Guarded by its owner's lock; reading
 * while it is written gives garbage, but ends.
 */
final class ExactSums {
    /** What a single value may take, so that a day of them cannot overflow. */
    private static final int MOST_BITS = 110;

    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

    private final long[] high; // node i holds the sum of the slots below i that its lowest bit spans
    private final long[] low;
    private int scale;
    private int largestBits;

    ExactSums(int slots) {
        high = new long[slots + 1];
        low = new long[slots + 1];
    }

    int scale() {
        return scale;
    }

    /** Makes room for {@code value}; false if it has too many digits to be held beside what is there. */
    boolean tryPrepare(BigDecimal value) {
        int wanted = Math.max(scale, value.stripTrailingZeros().scale());
        int growth = wanted - scale;
        int grown = largestBits == 0 ? 0 : largestBits + (int) Math.ceil(growth * BITS_PER_DIGIT);
        if (growth > MOST_BITS || grown > MOST_BITS || bits(value, wanted) > MOST_BITS) {
            return false;
        }
        if (growth > 0) {
            refine(growth);
            largestBits = grown;
        }
        return true;
    }

    private static int bits(BigDecimal value, int scale) {
        boolean huge = (long) value.precision() - value.scale() + scale > MOST_BITS;
        return huge ? Integer.MAX_VALUE : value.setScale(scale).unscaledValue().bitLength();
    }

    /** Keeps the values, with more digits behind the point. */
    private void refine(int digits) {
        BigInteger factor = BigInteger.TEN.pow(digits);
        for (int node = 1; node < low.length; node++) {
            BigInteger refined = Wide.toBigInteger(high[node], low[node]).multiply(factor);
            high[node] = refined.shiftRight(Long.SIZE).longValue();
            low[node] = refined.longValue();
        }
        scale += digits;
    }

    /** Replaces what stands in {@code slot} by a value that was prepared for. */
    void set(int slot, BigDecimal value) {
        BigInteger unscaled = value.setScale(scale).unscaledValue();
        largestBits = Math.max(largestBits, unscaled.bitLength());
        Wide change = new Wide();
        change.add(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue());
        Wide before = new Wide();
        addTo(before, slot, slot);
        change.subtract(before.high(), before.low());
        change(slot, change);
    }

    private void change(int slot, Wide change) {
        Wide sum = new Wide();
        for (int node = slot + 1; node < low.length; node += node & -node) {
            sum.subtract(sum.high(), sum.low());
            sum.add(high[node], low[node]);
            sum.add(change.high(), change.low());
            high[node] = sum.high();
            low[node] = sum.low();
        }
    }

    /** Adds the values of the slots {@code from..to}, both of them included, to {@code sum}. */
    void addTo(Wide sum, int from, int to) {
        for (int node = to + 1; node > 0; node -= node & -node) {
            sum.add(high[node], low[node]);
        }
        for (int node = from; node > 0; node -= node & -node) {
            sum.subtract(high[node], low[node]);
        }
    }
}
