package io.quotegate.service.chat;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * The two invisible characters that belong into names where they change what is seen: U+200D joins emoji, and both it
 * and U+200C, which keeps apart, are spelling in the scripts whose letters join. Anywhere else they would make two names
 * that look the same. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc5892#appendix-A.1">RFC 5892, appendix A.1</a>
 */
final class Joiners {
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int EMOJI_VARIATION = 0xFE0F;
    private static final int LIGHTEST_SKIN = 0x1F3FB;
    private static final int DARKEST_SKIN = 0x1F3FF;
    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private Joiners() {}

    static boolean isOne(int c) {
        return c == JOINER || c == NON_JOINER;
    }

    /** {@code text} without those that stand where they belong. */
    static String removed(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder rest = new StringBuilder(text.length());
        for (int i = 0; i < points.length; i++) {
            boolean within = i > 0 && i < points.length - 1;
            if (!within || !belongs(points[i - 1], points[i], points[i + 1])) {
                rest.appendCodePoint(points[i]);
            }
        }
        return rest.toString();
    }

    private static boolean belongs(int before, int c, int after) {
        boolean emoji = c == JOINER && isEmoji(before) && Character.getType(after) == Character.OTHER_SYMBOL;
        boolean spelling = isOne(c);
        return emoji || (spelling && joins(before) && joins(after));
    }

    private static boolean isEmoji(int c) {
        return Character.getType(c) == Character.OTHER_SYMBOL
                || c == EMOJI_VARIATION
                || (c >= LIGHTEST_SKIN && c <= DARKEST_SKIN);
    }

    private static boolean joins(int c) {
        int type = Character.getType(c);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return (Character.isLetter(c) || mark) && JOINING.contains(UnicodeScript.of(c));
    }
}
