package io.quotegate.cli.option;

import io.quotegate.text.DurationText;
import java.time.Duration;

/** Reads durations as options are given them. */
public final class Durations {
    private Durations() {}

    /**
     * The duration that the option {@code name} was given.
     *
     * @throws UsageException if it is none
     */
    public static Duration parse(String name, String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + ": " + text + " (expected: " + DurationText.EXPECTED + ')');
        }
    }
}
