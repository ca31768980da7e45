package io.quotegate.service.indicators;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** A sum of 128 bits, two's complement. Mutable; confined to one thread. */
final class Wide {
    private long high;
    private long low;

    void add(long otherHigh, long otherLow) {
        long sum = low + otherLow;
        high += otherHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    void subtract(long otherHigh, long otherLow) {
        long difference = low - otherLow;
        high -= otherHigh + (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
        low = difference;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** This sum as an unscaled value. */
    BigDecimal toBigDecimal(int scale) {
        return high == low >> Long.SIZE - 1
                ? BigDecimal.valueOf(low, scale)
                : new BigDecimal(toBigInteger(high, low), scale);
    }

    static BigInteger toBigInteger(long high, long low) {
        return new BigInteger(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
    }
}
