package io.quotegate.service.indicators;

import java.math.BigDecimal;

/** A column of prices, nine bytes each. Guarded by its owner's lock. */
final class Prices {
    private static final int MOST_DIGITS = 18;

    private final long[] mantissas;
    private final byte[] scales;

    Prices(int slots) {
        mantissas = new long[slots];
        scales = new byte[slots];
    }

    /** Whether a price has few enough digits to be held. */
    static boolean fits(BigDecimal price) {
        BigDecimal shortest = price.stripTrailingZeros();
        return shortest.precision() <= MOST_DIGITS && Math.abs(shortest.scale()) <= Byte.MAX_VALUE;
    }

    /** Keeps a price that fits. */
    void set(int slot, BigDecimal price) {
        BigDecimal shortest = price.stripTrailingZeros();
        mantissas[slot] = shortest.unscaledValue().longValue();
        scales[slot] = (byte) shortest.scale();
    }

    BigDecimal get(int slot) {
        return BigDecimal.valueOf(mantissas[slot], scales[slot]);
    }
}
