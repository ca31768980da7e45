package io.quotegate.market;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A decimal number that keeps the digits it was written with: {@code 0.00001200} stays {@code 0.00001200}.
 *
 * <p>The digits without the point are a mantissa of at most {@value #MAX_DIGITS} digits followed by trailing zeros; the
 * scale is how many of all digits stand behind the point. So {@code 1000000000000.00000000} is mantissa 1, 20 zeros,
 * scale 8, and does not overflow. Scale and zeros travel together as a {@link #format()} of 16 bits.
 *
 * <p>Mutable, so that a decoder can fill the same one again and again; confined to its owner's thread. It never
 * allocates, except in {@link #toString()}.
 */
public final class Decimal {
    /** The mantissa of a value that is not known. */
    public static final long ABSENT = Long.MIN_VALUE;
    /** Most significant digits kept, trailing zeros not counted. */
    public static final int MAX_DIGITS = 18;
    /** Longest text this class reads or writes, in bytes. */
    public static final int MAX_LENGTH = 64;

    private static final long[] POWERS_OF_TEN = powersOfTen();

    private long mantissa = ABSENT;
    private int format;

    /** What became of a text. */
    public enum Parsed {
        OK,
        /** Not a plain decimal number: empty, an exponent, a sign alone, a leading zero. */
        MALFORMED,
        /** A number, but of more digits than are kept. */
        UNREPRESENTABLE
    }

    /** The significant digits with their sign, or {@link #ABSENT}. */
    public long mantissa() {
        return mantissa;
    }

    /** Scale (high byte) and trailing zeros (low byte). */
    public int format() {
        return format;
    }

    public boolean isAbsent() {
        return mantissa == ABSENT;
    }

    /** Forgets the value. */
    public Decimal clear() {
        return set(ABSENT, 0);
    }

    /** Takes over a value that {@link #mantissa()} and {@link #format()} of another one gave. */
    public Decimal set(long mantissa, int format) {
        this.mantissa = mantissa;
        this.format = format;
        return this;
    }

    public Decimal set(Decimal other) {
        return set(other.mantissa, other.format);
    }

    /** The number {@code unscaled / 10^scale}, written with exactly {@code scale} digits behind the point. */
    public Decimal setUnscaled(long unscaled, int scale) {
        if (scale < 0 || scale > MAX_DIGITS || unscaled == ABSENT) {
            throw new IllegalArgumentException(
                    "unscaled: " + unscaled + ", scale: " + scale + " (expected: scale 0.." + MAX_DIGITS + ')');
        }
        long digits = unscaled;
        int zeros = 0;
        while (digits != 0 && digits % 10 == 0) {
            digits /= 10;
            zeros++;
        }
        return set(digits, formatOf(scale, zeros));
    }

    /** Whether both write the same digits, or both are absent. */
    public boolean sameDigits(long otherMantissa, int otherFormat) {
        return mantissa == otherMantissa && (format == otherFormat || mantissa == ABSENT);
    }

    /** Compares two values that are not absent as numbers, however they are written. */
    @SuppressWarnings("MissingImplementsComparable") // it changes: nothing that sorts may hold it
    public int compareTo(Decimal other) {
        if (format == other.format || mantissa == 0 || other.mantissa == 0 || (mantissa < 0) != (other.mantissa < 0)) {
            return Long.compare(mantissa, other.mantissa);
        }
        long mine = Math.abs(mantissa);
        long others = Math.abs(other.mantissa);
        int myDigits = digitCount(mine);
        int otherDigits = digitCount(others);
        int order = Integer.compare(myDigits + exponent(), otherDigits + other.exponent());
        if (order == 0) {
            order = Long.compare(
                    mine * POWERS_OF_TEN[MAX_DIGITS - myDigits], others * POWERS_OF_TEN[MAX_DIGITS - otherDigits]);
        }
        return mantissa < 0 ? -order : order;
    }

    /** The power of ten that the mantissa is to be multiplied by. */
    private int exponent() {
        return (format & 0xFF) - (format >>> 8);
    }

    /** Reads {@code text[from..to)}. What cannot be kept leaves this absent. */
    public Parsed parse(byte[] text, int from, int to) {
        clear();
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (negative) {
            at++;
        }
        if (at == to || to - from > MAX_LENGTH) {
            return at == to ? Parsed.MALFORMED : Parsed.UNREPRESENTABLE;
        }
        if (text[at] == '0' && at + 1 < to && text[at + 1] != '.') {
            return Parsed.MALFORMED; // however many digits follow
        }
        long value = 0;
        int digits = 0;
        int zeros = 0;
        int point = -1;
        for (int i = at; i < to; i++) {
            int digit = text[i] - '0';
            if (digit == 0) {
                zeros += value == 0 ? 0 : 1;
            } else if (digit > 0 && digit <= 9) {
                digits += zeros + 1;
                if (digits > MAX_DIGITS) {
                    return isNumber(text, i, to, point >= 0) ? Parsed.UNREPRESENTABLE : Parsed.MALFORMED;
                }
                value = value * POWERS_OF_TEN[zeros + 1] + digit;
                zeros = 0;
            } else if (text[i] == '.' && point < 0 && i > at && i + 1 < to) {
                point = i;
            } else {
                return Parsed.MALFORMED;
            }
        }
        if (negative && value == 0) {
            return Parsed.MALFORMED;
        }
        set(negative ? -value : value, formatOf(point < 0 ? 0 : to - point - 1, zeros));
        return Parsed.OK;
    }

    /** Reads a number that may have an exponent, as {@code 1.2e-7}, and keeps exactly that number, written without. */
    public Parsed parseScientific(byte[] text, int from, int to) {
        int mark = from;
        while (mark < to && text[mark] != 'e' && text[mark] != 'E') {
            mark++;
        }
        Parsed parsed = parse(text, from, mark);
        if (mark == to || parsed != Parsed.OK) {
            return parsed;
        }
        boolean negative = mark + 1 < to && text[mark + 1] == '-';
        int at = mark + (negative || (mark + 1 < to && text[mark + 1] == '+') ? 2 : 1);
        int power = 0;
        if (at == to) {
            return malformed();
        }
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                return malformed();
            }
            power = Math.min(power * 10 + digit, 2 * MAX_LENGTH);
        }
        return scaleBy(negative ? -power : power);
    }

    private Parsed malformed() {
        clear();
        return Parsed.MALFORMED;
    }

    private Parsed scaleBy(int power) {
        int scale = (format >>> 8) - power;
        int zeros = (format & 0xFF) + (mantissa == 0 ? 0 : Math.max(0, -scale));
        scale = Math.max(0, scale);
        if (Math.max(scale + 1, digitCount(Math.abs(mantissa)) + zeros) + 2 > MAX_LENGTH) {
            clear();
            return Parsed.UNREPRESENTABLE;
        }
        set(mantissa, formatOf(scale, zeros));
        return Parsed.OK;
    }

    /** About the number, which must not be absent: for what need not be exact. */
    public double toDouble() {
        return mantissa * Math.pow(10, exponent());
    }

    /** Reads all of {@code text}, see {@link #parse(byte[], int, int)}. For what is not hot: it allocates. */
    public Parsed parse(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return parse(bytes, 0, bytes.length);
    }

    /** The number, or null for an absent value. For what is not hot: it allocates. */
    public @Nullable BigDecimal toBigDecimal() {
        return toBigDecimal(mantissa, format);
    }

    /** The number that {@link #mantissa()} and {@link #format()} stand for, or null for an absent value. */
    public static @Nullable BigDecimal toBigDecimal(long mantissa, int format) {
        if (mantissa == ABSENT) {
            return null;
        }
        int scale = format >>> 8;
        int zeros = format & 0xFF;
        return BigDecimal.valueOf(mantissa, scale - zeros).setScale(scale);
    }

    private static boolean isNumber(byte[] text, int from, int to, boolean pointSeen) {
        boolean point = pointSeen;
        for (int i = from; i < to; i++) {
            boolean isPoint = text[i] == '.' && !point && i + 1 < to;
            point |= isPoint;
            if (!isPoint && (text[i] < '0' || text[i] > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Writes this value's digits at {@code out[at..]} and returns where they end; see {@link #write}. */
    public int writeTo(byte[] out, int at) {
        return write(mantissa, format, out, at);
    }

    /**
     * Writes the digits of a value that is not absent.
     *
     * @param out has room for {@value #MAX_LENGTH} + 2 bytes from {@code at}
     * @return the index behind the last byte written
     */
    public static int write(long mantissa, int format, byte[] out, int at) {
        int scale = format >>> 8;
        int zeros = format & 0xFF;
        int start = at;
        long digits = mantissa;
        if (digits < 0) {
            out[start++] = '-';
            digits = -digits;
        }
        int significant = digitCount(digits);
        int all = significant + zeros;
        if (all <= scale) { // 0.00ddd: make room for the zero in front of the point and those behind it
            int leading = scale - all + 1;
            for (int i = 0; i < leading; i++) {
                out[start + i] = '0';
            }
            start += leading;
            all += leading;
            start = writeDigits(digits, significant, out, start);
        } else {
            start = writeDigits(digits, significant, out, start);
        }
        for (int i = 0; i < zeros; i++) {
            out[start++] = '0';
        }
        if (scale > 0) {
            int fraction = start - scale;
            System.arraycopy(out, fraction, out, fraction + 1, scale);
            out[fraction] = '.';
            start++;
        }
        return start;
    }

    private static int writeDigits(long digits, int count, byte[] out, int at) {
        long rest = digits;
        for (int i = at + count - 1; i >= at; i--) {
            long tenth = rest / 10;
            out[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        return at + count;
    }

    /** How many decimal digits {@code value} has; 0 has one. */
    public static int digitCount(long value) {
        int count = 1;
        while (count < POWERS_OF_TEN.length && value >= POWERS_OF_TEN[count]) {
            count++;
        }
        return count;
    }

    /** Ten to the power of {@code exponent}, which is 0 to {@value #MAX_DIGITS}. */
    public static long powerOfTen(int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    private static int formatOf(int scale, int zeros) {
        return scale << 8 | zeros;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[MAX_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** The digits, or {@code null} for an absent value. */
    @Override
    public String toString() {
        if (isAbsent()) {
            return "null";
        }
        byte[] text = new byte[MAX_LENGTH + 2];
        return new String(text, 0, writeTo(text, 0), US_ASCII);
    }
}
