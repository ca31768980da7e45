package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;

/**
 * Walks through a JSON text without making objects of it: the caller asks for the next name or element and says what it
 * expects the value to be. For venue messages, where {@code bench}'s {@code VenueDecodeBenchmark} shows what it saves
 * over a general parser. Values are left in the text: {@link #valueStart()} to {@link #valueEnd()}. Confined to its
 * owner's thread.
 *
 * <p>Every method throws {@link ProtocolException} where the text is not what was asked for. The exception is one and
 * the same object, so that garbage costs nothing.
 */
public final class JsonScanner {
    @SuppressWarnings("StaticAssignmentOfThrowable") // without a stack trace, and caught a few lines on
    private static final ProtocolException MALFORMED =
            new ProtocolException(Violation.MALFORMED, "not the JSON that was expected");

    private static final int MAX_DIGITS = 19;

    /** What {@link #wholeNumber} answers for a text that is none. */
    public static final long NO_NUMBER = Long.MIN_VALUE;

    private byte[] text = {};
    private int at;
    private int end;
    private boolean first; // whether an object or array was just entered, so that no comma is due
    private long nameKey;
    private boolean escaped; // whether the string read last holds an escape
    private int valueStart;
    private int valueEnd;

    /** A name of at most 8 ASCII characters as {@link #nameKey()} tells it. */
    public static long key(String name) {
        return JsonKey.of(name);
    }

    /** The first 8 bytes of {@code text[from..to)} as a number, and 0 for anything longer. */
    public static long key(byte[] text, int from, int to) {
        return JsonKey.of(text, from, to);
    }

    /** Starts at the beginning of {@code text[from..to)}. */
    public JsonScanner wrap(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.end = to;
        this.first = false;
        return this;
    }

    /** Where the scanner stands, to {@link #moveTo} later. */
    public int position() {
        return at;
    }

    /** Goes back to a place that {@link #position()} told. */
    public void moveTo(int position) {
        at = position;
    }

    /** The next byte that is not white space, which stays unread; 0 at the end. */
    public int peek() {
        while (at < end) {
            byte next = text[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
        return 0;
    }

    public void enterObject() {
        take('{');
        first = true;
    }

    public void enterArray() {
        take('[');
        first = true;
    }

    /** Reads the next name of the object entered last; false at its end. */
    public boolean nextName() {
        if (!next('}')) {
            return false;
        }
        string();
        nameKey = escaped ? JsonKey.unescaped(text, valueStart, valueEnd) : JsonKey.of(text, valueStart, valueEnd);
        take(':');
        return true;
    }

    /** Goes to the next element of the array entered last; false at its end. */
    public boolean nextElement() {
        return next(']');
    }

    private boolean next(char closing) {
        int next = peek();
        if (next == closing) {
            at++;
            first = false;
            return false;
        }
        if (first) {
            first = false;
        } else {
            take(',');
        }
        return true;
    }

    /** The name read last, see {@link #key(String)}; 0 if it is longer than 8 bytes. */
    public long nameKey() {
        return nameKey;
    }

    /** The name read last if it is a single ASCII character, otherwise 0. */
    public int nameLetter() {
        return nameKey > 0 && nameKey <= Byte.MAX_VALUE ? (int) nameKey : 0;
    }

    public int valueStart() {
        return valueStart;
    }

    public int valueEnd() {
        return valueEnd;
    }

    /** Reads a string; the value is what stands between its quotes, escapes untouched. */
    public void string() {
        take('"');
        valueStart = at;
        escaped = false;
        while (at < end) {
            byte next = text[at];
            if (next == '"') {
                valueEnd = at++;
                return;
            }
            if (next == '\\') {
                escaped = true;
                at++;
            }
            at++;
        }
        throw MALFORMED;
    }

    /** Reads a string or a number, whichever stands there. */
    public void scalar() {
        if (peek() == '"') {
            string();
        } else {
            bare();
        }
    }

    /** Reads a string, a number or a literal; anything else is passed over, and the value is empty. */
    public void plain() {
        int next = peek();
        if (next == '{' || next == '[') {
            skipNested();
            valueStart = at;
            valueEnd = at;
        } else {
            scalar();
        }
    }

    /** Enters an array, or passes over what is none and says so. */
    public boolean tryEnterArray() {
        if (peek() == '[') {
            enterArray();
            return true;
        }
        skip();
        return false;
    }

    /** Reads a number or a literal; the value is its text. */
    public void bare() {
        peek();
        valueStart = at;
        while (at < end && isBare(text[at])) {
            at++;
        }
        valueEnd = at;
        if (valueEnd == valueStart) {
            throw MALFORMED;
        }
    }

    private static boolean isBare(byte next) {
        return (next >= '0' && next <= '9')
                || (next >= 'a' && next <= 'z')
                || next == '-'
                || next == '.'
                || next == '+'
                || next == 'E';
    }

    /** The value read last as a whole number. */
    public long toLong() {
        return toLong(valueStart, valueEnd);
    }

    /** {@code text[from..to)} as a whole number. */
    public long toLong(int from, int to) {
        long number = wholeNumber(text, from, to);
        if (number == NO_NUMBER) {
            throw MALFORMED;
        }
        return number;
    }

    /** {@code text[from..to)} as a whole number that fits, or {@link #NO_NUMBER}. */
    public static long wholeNumber(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int digits = negative ? from + 1 : from;
        if (digits >= to || to - digits > MAX_DIGITS) {
            return NO_NUMBER;
        }
        long value = 0;
        for (int i = digits; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            value = value * 10 + digit;
        }
        if (value < 0) {
            return NO_NUMBER; // 19 digits that are too many
        }
        return negative ? -value : value;
    }

    /** The value read last as a key, see {@link #key(String)}. */
    public long valueKey() {
        return JsonKey.of(text, valueStart, valueEnd);
    }

    /** The value read last, as a string, with the plain escapes resolved. For messages to people: it allocates. */
    public String valueText() {
        String raw = new String(text, valueStart, valueEnd - valueStart, UTF_8);
        return raw.indexOf('\\') < 0
                ? raw
                : raw.replace("\\\"", "\"").replace("\\/", "/").replace("\\\\", "\\");
    }

    /** Passes over a value of any kind. */
    public void skip() {
        int next = peek();
        if (next == '"') {
            string();
        } else if (next == '{' || next == '[') {
            skipNested();
        } else {
            bare();
        }
    }

    private void skipNested() {
        int depth = 0;
        while (at < end) {
            byte next = text[at];
            if (next == '"') {
                string();
                continue;
            }
            at++;
            if (next == '{' || next == '[') {
                depth++;
            } else if ((next == '}' || next == ']') && --depth == 0) {
                first = false;
                return;
            }
        }
        throw MALFORMED;
    }

    /** Insists that nothing but white space is left. */
    public void end() {
        if (peek() != 0 || at != end) {
            throw MALFORMED;
        }
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw MALFORMED;
        }
        at++;
    }

    /** The exception for a value that is not what it should be. */
    public static ProtocolException malformed() {
        return MALFORMED;
    }
}
