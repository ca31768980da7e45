package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Short names as numbers, so that they are told apart without an object. Any thread. */
final class JsonKey {
    private static final int LONGEST = 8;
    private static final int LONGEST_ESCAPED = 6 * LONGEST;

    private JsonKey() {}

    /** A name of at most 8 ASCII characters. */
    static long of(String name) {
        byte[] bytes = name.getBytes(ISO_8859_1);
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException("name: " + name + " (expected: at most 8 characters)");
        }
        return of(bytes, 0, bytes.length);
    }

    /** The first 8 bytes of {@code text[from..to)} as a number, and 0 for anything longer. */
    static long of(byte[] text, int from, int to) {
        if (to - from > LONGEST) {
            return 0;
        }
        long key = 0;
        for (int i = from; i < to; i++) {
            key = key << Byte.SIZE | text[i] & 0xFF;
        }
        return key;
    }

    /** The key of what is written with escapes in {@code text[from..to)}; 0 if it is longer, or not ASCII. */
    static long unescaped(byte[] text, int from, int to) {
        if (to - from > LONGEST_ESCAPED) {
            return 0;
        }
        long key = 0;
        int length = 0;
        for (int i = from; i < to; i++) {
            int character = text[i] & 0xFF;
            if (character == '\\') {
                i++;
                character = text[i];
                if (character == 'u') {
                    character = i + 4 < to ? hexQuad(text, i + 1) : 0;
                    i += 4;
                } else if (character != '"' && character != '\\' && character != '/') {
                    return 0; // a control character
                }
            }
            if (character <= 0 || character > Byte.MAX_VALUE || ++length > LONGEST) {
                return 0;
            }
            key = key << Byte.SIZE | character;
        }
        return key;
    }

    private static int hexQuad(byte[] text, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return 0;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
