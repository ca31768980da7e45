package io.quotegate.text;

import java.math.BigDecimal;

/** How sums and what venues wrote are kept, so that equal numbers look the same. For what is not hot. Any thread. */
public final class PlainDecimal {
    private PlainDecimal() {}

    /** {@code value} without zeros at the end of its fraction, and without an exponent. */
    public static BigDecimal of(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
