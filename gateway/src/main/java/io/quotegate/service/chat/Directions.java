package io.quotegate.service.chat;

/**
 * Marks that begin and end a stretch of text that runs the other way. What is begun and not ended turns what stands behind
 * the text, which is not its writer's. Any thread.
 *
 * @see <a href="https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters">UAX #9 §2</a>
 */
final class Directions {
    private static final int LEFT_TO_RIGHT_EMBEDDING = 0x202A;
    private static final int RIGHT_TO_LEFT_EMBEDDING = 0x202B;
    private static final int POP = 0x202C;
    private static final int LEFT_TO_RIGHT_ISOLATE = 0x2066;
    private static final int FIRST_STRONG_ISOLATE = 0x2068;
    private static final int POP_ISOLATE = 0x2069;

    private Directions() {}

    /** Whether {@code c} is one. Those that turn letters against their own direction are none: they only mislead. */
    static boolean isOne(int c) {
        return endOf(c) != 0 || c == POP || c == POP_ISOLATE;
    }

    /** What ends what {@code c} begins; 0 if it begins nothing. */
    private static int endOf(int c) {
        if (c == LEFT_TO_RIGHT_EMBEDDING || c == RIGHT_TO_LEFT_EMBEDDING) {
            return POP;
        }
        return c >= LEFT_TO_RIGHT_ISOLATE && c <= FIRST_STRONG_ISOLATE ? POP_ISOLATE : 0;
    }

    /** Whether everything that is begun in {@code text} is ended in it, the innermost first. */
    static boolean arePaired(String text) {
        int[] open = new int[text.length()];
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = endOf(c);
            if (end != 0) {
                open[depth++] = end;
            } else if (isOne(c) && (depth == 0 || open[--depth] != c)) {
                return false;
            }
        }
        return depth == 0;
    }
}
