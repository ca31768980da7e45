package io.quotegate.cli.print;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Numbers as people read them, of eight significant digits, or exactly as they came. For one thread. */
public final class Figures {
    private static final MathContext FOR_PEOPLE = new MathContext(8, RoundingMode.HALF_EVEN);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private boolean exact;

    /** From now on numbers are shown the other way; whether that is exactly. */
    public boolean toggle() {
        exact = !exact;
        return exact;
    }

    /** The number {@code text}; what is none stays as it is. */
    public String shown(String text) {
        if (exact || !NUMBER.matcher(text).matches()) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        BigDecimal rounded = number.round(FOR_PEOPLE);
        return rounded.compareTo(number) == 0 ? text : rounded.toPlainString();
    }
}
