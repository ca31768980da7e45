package io.quotegate.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them, in the configuration, in options and where simulators are told what to do:
 * {@code 250ms}, {@code 1.5s}, {@code 1d}.
 */
public final class DurationText {
    /** What a duration looks like, for messages to people. */
    public static final String EXPECTED = "<n>(us|ms|s|m|h|d), or 0";

    // No leading zeros, which YAML would read as octal.
    private static final Pattern DURATION = Pattern.compile("((?:0|[1-9][0-9]{0,8})(?:\\.[0-9]{1,9})?)(us|ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "us", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationText() {}

    /**
     * Reads {@code text}, of which nothing is rounded.
     *
     * @throws IllegalArgumentException if it is not spelled like a duration, is finer than a nanosecond, or is longer than
     *     a {@code long} of nanoseconds holds, 292 years
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(text);
        ChronoUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(expected(text));
        }
        BigDecimal unitNs = BigDecimal.valueOf(unit.getDuration().toNanos());
        try {
            return Duration.ofNanos(
                    new BigDecimal(matcher.group(1)).multiply(unitNs).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(expected(text), e);
        }
    }

    private static String expected(String text) {
        return text + " (expected: " + EXPECTED + ')';
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
