package io.quotegate.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the configuration and the control interface of the simulators spell them: {@code 250ms}, {@code 3s}. */
public final class DurationText {
    /** What a duration looks like, for messages to people. */
    public static final String EXPECTED = "<n>(us|ms|s|m|h), or 0";

    private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,8})(us|ms|s|m|h)");

    private DurationText() {}

    /**
     * Reads {@code text}.
     *
     * @throws IllegalArgumentException if it is not spelled like a duration
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " (expected: " + EXPECTED + ')');
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(count * 1000);
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /** Writes {@code duration} in the largest unit that tells all of it. */
    public static String of(Duration duration) {
        long us = duration.toNanos() / 1000;
        if (us == 0) {
            return "0";
        }
        if (us % 1000 != 0) {
            return us + "us";
        }
        long ms = us / 1000;
        return ms % 1000 != 0 ? ms + "ms" : ms / 1000 + "s";
    }
}
