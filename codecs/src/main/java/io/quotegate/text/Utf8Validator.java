package io.quotegate.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells whether bytes are UTF-8, piece by piece, as soon as it can be told. Confined to its owner's thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc3629#section-4">RFC 3629 §4</a>
 */
public final class Utf8Validator {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private int missing; // continuation bytes of the character under way
    private int lowest; // bounds of the next continuation byte
    private int highest;

    /** Whether {@code bytes[from..to)} as a whole is UTF-8. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        Utf8Validator validator = new Utf8Validator();
        return validator.accept(bytes, from, to) && validator.isComplete();
    }

    /** Whether {@code bytes[from..to)} is UTF-8 without control characters other than white space. */
    public static boolean isPlainText(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean space = bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r';
            if (bytes[i] >= 0 && bytes[i] < ' ' && !space) {
                return false;
            }
        }
        return isValid(bytes, from, to);
    }

    /** Starts anew. */
    public void reset() {
        missing = 0;
    }

    /** Whether what was accepted ends with a whole character. */
    public boolean isComplete() {
        return missing == 0;
    }

    /** Takes the next piece; false as soon as no continuation can make it UTF-8. */
    public boolean accept(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (missing == 0) {
                at = skipAscii(bytes, at, to);
                if (at < to && !begin(bytes[at++] & 0xFF)) {
                    return false;
                }
            } else {
                int next = bytes[at++] & 0xFF;
                if (next < lowest || next > highest) {
                    return false;
                }
                missing--;
                lowest = 0x80;
                highest = 0xBF;
            }
        }
        return true;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= Long.BYTES && ((long) LONG.get(bytes, at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private boolean begin(int lead) {
        lowest = 0x80;
        highest = 0xBF;
        if (lead < 0xC2 || lead > 0xF4) {
            return false; // a continuation byte, an overlong form, or beyond U+10FFFF
        }
        if (lead < 0xE0) {
            missing = 1;
        } else if (lead < 0xF0) {
            missing = 2;
            lowest = lead == 0xE0 ? 0xA0 : 0x80; // overlong
            highest = lead == 0xED ? 0x9F : 0xBF; // surrogates
        } else {
            missing = 3;
            lowest = lead == 0xF0 ? 0x90 : 0x80; // overlong
            highest = lead == 0xF4 ? 0x8F : 0xBF; // beyond U+10FFFF
        }
        return true;
    }
}
