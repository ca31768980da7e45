package io.quotegate.service.chat;

import io.quotegate.api.Refusal;

/** Which names and texts are allowed. Lengths are counted in Unicode characters. Any thread. */
public final class ChatWords {
    /** Longest name of a user or a room. */
    public static final int LONGEST_NAME = 32;
    /** Longest text. */
    public static final int LONGEST_TEXT = 500;

    private ChatWords() {}

    /** Whether {@code name} can be that of a user or a room. */
    public static boolean isName(String name) {
        return !name.isBlank()
                && name.strip().length() == name.length()
                && name.codePointCount(0, name.length()) <= LONGEST_NAME
                && Joiners.removed(name).codePoints().noneMatch(ChatWords::isInvisible);
    }

    private static boolean isInvisible(int c) {
        return isControl(c) || Character.getType(c) == Character.FORMAT;
    }

    /** Says that what stands in {@code field} is no name. */
    public static Refusal badName(String field, String name) {
        return Refusal.badRequest(field + ": " + Refusal.shown(name) + " (expected: 1 to " + LONGEST_NAME
                + " characters, none of them a control character, no space at the ends)");
    }

    static boolean isText(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= LONGEST_TEXT
                && text.codePoints().noneMatch(ChatWords::isControl);
    }

    /** Control characters, ends of lines, halves of pairs, and what turns the direction of what follows. */
    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
