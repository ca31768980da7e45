package io.quotegate.service.chat;

import io.quotegate.api.Refusal;
import java.text.Normalizer;

/** Which names and texts are allowed. Lengths are counted in Unicode characters. Any thread. */
public final class ChatWords {
    /** Longest name of a user or a room. */
    public static final int LONGEST_NAME = 32;
    /** Longest text. */
    public static final int LONGEST_TEXT = 500;

    private ChatWords() {}

    /** Whether {@code name} can be that of a user or a room: one that no other name looks like for what cannot be seen. */
    public static boolean isName(String name) {
        return !name.isBlank()
                && name.strip().length() == name.length()
                && name.codePointCount(0, name.length()) <= LONGEST_NAME
                && Normalizer.isNormalized(name, Normalizer.Form.NFC)
                && !isMark(name.codePointAt(0))
                && Joiners.removed(name).codePoints().noneMatch(Unseen::isInName)
                && name.codePoints().anyMatch(Unseen::isSeen)
                && Scripts.isOne(name);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Says that what stands in {@code field} is no name. */
    public static Refusal badName(String field, String name) {
        return Refusal.badRequest(field + ": " + Refusal.shown(name) + " (expected: 1 to " + LONGEST_NAME
                + " characters of one script in NFC, nothing that is not seen, no space at the ends)");
    }

    static boolean isText(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= LONGEST_TEXT
                && text.codePoints().noneMatch(Unseen::isInText)
                && Directions.arePaired(text);
    }
}
