package io.quotegate.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How many digits computed numbers have. As clients see them: at most 18 significant digits, rounded half to even, no
 * exponent, no zeros at the end. For what is not hot: it allocates. Any thread.
 */
public final class ResultDigits {
    /** What is added up has 34 significant digits, rounded half to even. */
    public static final MathContext PRECISE = MathContext.DECIMAL128;

    private static final MathContext SHOWN = new MathContext(18, RoundingMode.HALF_EVEN);

    private ResultDigits() {}

    /** {@code result} as clients see it. */
    public static String shown(BigDecimal result) {
        return text(result.round(SHOWN));
    }

    /** The same of a quotient, which is rounded only once. */
    public static String quotient(BigDecimal above, BigDecimal below) {
        return text(above.divide(below, SHOWN));
    }

    private static String text(BigDecimal rounded) {
        return rounded.stripTrailingZeros().toPlainString();
    }
}
