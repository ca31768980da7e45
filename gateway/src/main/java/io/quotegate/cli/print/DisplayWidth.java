package io.quotegate.cli.print;

import org.jline.utils.WCWidth;

/** How many columns of a terminal text takes: a Chinese sign takes two, what only changes another sign none. Any thread. */
public final class DisplayWidth {
    private DisplayWidth() {}

    /** Of all of {@code text}. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint)); // a control character would be -1
    }

    /** As much from the front of {@code text} as takes no more than {@code columns}; all of it if it fits. */
    public static String cut(String text, int columns) {
        int taken = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            taken += of(codePoint);
            if (taken > columns) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return text.substring(0, at);
    }
}
