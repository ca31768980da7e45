package io.quotegate.config.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects what is wrong, so that all of it is told at once. Prints no secrets. Confined to one thread. */
public final class Problems {
    /** What a terminal could take for more than a character of one line, beyond ASCII too. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    private static final Pattern SECRETS =
            Pattern.compile("(?i)(?<=//)[^/\\s]+(?=@)|(?<=(password|secret|token)=)[^&\\s]+");
    private static final int SHOWN_LENGTH = 80;

    private final List<String> lines = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** What somebody wrote, short enough for a message. */
    public static String shown(String text) {
        if (text.isBlank()) {
            return "empty";
        }
        String safe = masked(text); // before it is cut, or half a password would not be known for one
        return safe.length() <= SHOWN_LENGTH ? safe : safe.substring(0, SHOWN_LENGTH) + "...";
    }

    /** A value that is not allowed. */
    public void refuse(String origin, String key, String value, String expected) {
        add(origin, key + ": " + shown(value) + " (expected: " + expected + ')');
    }

    public void add(String origin, String what) {
        lines.add(line(origin, what));
    }

    public List<String> all() {
        return List.copyOf(lines);
    }

    /** Something that may be wrong, but does no harm. */
    public void warn(String origin, String what) {
        warnings.add(line(origin, what));
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private static String line(String origin, String what) {
        return masked(CONTROLS.matcher(origin + ": " + what).replaceAll(" "));
    }

    private static String masked(String text) {
        return SECRETS.matcher(text).replaceAll("***");
    }
}
