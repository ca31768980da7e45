package io.quotegate.service.history;

import java.math.BigDecimal;

/** How sums are written. Any thread. */
final class Digits {
    private Digits() {}

    /** {@code value} without zeros at the end of its fraction, and without an exponent. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
