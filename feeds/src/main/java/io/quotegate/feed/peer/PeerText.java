package io.quotegate.feed.peer;

import java.util.regex.Pattern;

/** What a venue says in words, made fit for a log and a terminal. Any thread. */
public final class PeerText {
    private static final int LONGEST = 200;

    /** Control characters, ends of lines, and what turns the direction of text. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private PeerText() {}

    /** The beginning of {@code text}, in one line that commands no terminal. */
    public static String shown(String text) {
        boolean whole = text.length() <= LONGEST;
        int end = !whole && Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        String line = UNPRINTABLE.matcher(whole ? text : text.substring(0, end)).replaceAll(" ");
        return whole ? line : line + "...";
    }
}
