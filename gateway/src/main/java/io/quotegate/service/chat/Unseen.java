package io.quotegate.service.chat;

/**
 * Characters that nobody sees, or that change how others are seen: two names that differ in nothing else look the same.
 * Any thread.
 *
 * @see <a href="https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point">UAX #44, default ignorable</a>
 */
final class Unseen {
    private static final int BLANK_BRAILLE = 0x2800;
    private static final int EMOJI_VARIATION = 0xFE0F;

    /** First and last of each run of those that are ignored by default, but for characters that are format ones anyway. */
    private static final int[] IGNORED = {
        0x034F, 0x034F, // joins graphemes
        0x115F, 0x1160, // fill syllables of Hangul
        0x17B4, 0x17B5, // vowels of Khmer
        0x180B, 0x180F, // choose variants in Mongolian
        0x2060, 0x206F,
        0x3164, 0x3164, // fills
        0xFE00, 0xFE0F, // choose variants
        0xFFA0, 0xFFA0, // fills
        0xFFF0, 0xFFF8,
        0x1BCA0, 0x1BCA3,
        0x1D173, 0x1D17A,
        0xE0000, 0xE0FFF
    };

    private Unseen() {}

    /** Whether {@code c} has no place in a name. That an emoji is one, and no sign of the text, may be said. */
    static boolean isInName(int c) {
        boolean ignored = c != EMOJI_VARIATION && isIgnored(c);
        boolean space = Character.isSpaceChar(c) && c != ' ';
        return isControl(c) || Character.getType(c) == Character.FORMAT || ignored || space || isUnknown(c);
    }

    /** Whether {@code c} has no place in a text: control and format characters but joiners, and directions (not alone). */
    static boolean isInText(int c) {
        boolean format = Character.getType(c) == Character.FORMAT;
        return isControl(c) || (format && !Joiners.isOne(c) && !Directions.isOne(c));
    }

    /** Whether {@code c} leaves something on the screen by itself. */
    static boolean isSeen(int c) {
        return c != BLANK_BRAILLE
                && !Character.isSpaceChar(c)
                && !isIgnored(c)
                && Character.getType(c) != Character.FORMAT;
    }

    private static boolean isIgnored(int c) {
        for (int i = 0; i < IGNORED.length; i += 2) {
            if (c >= IGNORED[i] && c <= IGNORED[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnknown(int c) {
        return Character.getType(c) == Character.UNASSIGNED;
    }

    /** Control characters, ends of lines and halves of pairs. */
    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
