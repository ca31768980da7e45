package io.quotegate.codec.binance;

import java.util.Arrays;

/** Where in a message the value of each single-letter member stands. Confined to its decoder's thread. */
final class LetterTable {
    private static final int LETTERS = 128;

    private final int[] starts = new int[LETTERS];
    private final int[] ends = new int[LETTERS];
    private final int[] messages = new int[LETTERS]; // which message the place is of, so that nothing need be cleared

    private int message = 1;

    void clear() {
        if (++message == 0) {
            Arrays.fill(messages, 0);
            message = 1;
        }
    }

    void put(int letter, int start, int end) {
        starts[letter] = start;
        ends[letter] = end;
        messages[letter] = message;
    }

    boolean has(int letter) {
        return messages[letter] == message;
    }

    /** Where the value begins; it is empty if the member is absent. */
    int start(int letter) {
        return has(letter) ? starts[letter] : 0;
    }

    int end(int letter) {
        return has(letter) ? ends[letter] : 0;
    }

    boolean is(int letter, byte[] text, byte[] expected) {
        return has(letter) && Arrays.equals(expected, 0, expected.length, text, starts[letter], ends[letter]);
    }
}
