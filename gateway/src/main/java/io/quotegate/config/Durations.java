package io.quotegate.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Durations as the configuration and the commands spell them. Any thread. */
public final class Durations {
    /** What is expected, for messages. */
    public static final String FORMAT = "<n>(us|ms|s|m|h)";

    private static final Map<String, Duration> UNITS = Map.of(
            "us", Duration.ofNanos(1000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    private Durations() {}

    /** The duration spelled {@code text}, {@code 0} among them; null if it is none. */
    public static @Nullable Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = Kinds.WITH_UNIT.matcher(text);
        Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        return unit == null ? null : unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
