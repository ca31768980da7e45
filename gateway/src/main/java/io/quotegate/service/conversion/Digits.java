package io.quotegate.service.conversion;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How many digits results have. Any thread. */
final class Digits {
    /** What is added up has 34 significant digits, rounded half to even. */
    static final MathContext PRECISE = MathContext.DECIMAL128;

    private static final MathContext SHOWN = new MathContext(18, RoundingMode.HALF_EVEN);

    private Digits() {}

    /** As {@link #shown}, of a quotient that is rounded only once. */
    static String quotient(BigDecimal above, BigDecimal below) {
        return shown(above.divide(below, SHOWN));
    }

    /** As clients see it: at most 18 significant digits, rounded half to even, no exponent, no zeros at the end. */
    static String shown(BigDecimal result) {
        return result.round(SHOWN).stripTrailingZeros().toPlainString();
    }
}
