package io.quotegate.text;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers above 0 that people write: amounts, reference rates. For what is not hot: it allocates. Any thread. */
public final class DecimalText {
    /** Most digits taken, before and behind the point together. */
    public static final int MAX_DIGITS = 30;

    /** What is taken, in words. */
    public static final String EXPECTED = "a number above 0 of at most " + MAX_DIGITS + " digits, without exponent";

    private static final Pattern PLAIN = Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?");

    private DecimalText() {}

    /** The number, with the digits it was written with; null if it is not what is {@link #EXPECTED}. */
    public static @Nullable BigDecimal parsePositive(String text) {
        int digits = text.indexOf('.') < 0 ? text.length() : text.length() - 1;
        if (digits > MAX_DIGITS || !PLAIN.matcher(text).matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return number.signum() > 0 ? number : null;
    }
}
