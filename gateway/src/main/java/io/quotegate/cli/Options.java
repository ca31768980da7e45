package io.quotegate.cli;

import io.quotegate.text.DurationText;
import java.time.Duration;

/** Reads the values of options that picocli has no kind for. */
final class Options {
    private Options() {}

    /**
     * The duration that the option {@code name} was given.
     *
     * @throws UsageException if it is none
     */
    static Duration duration(String name, String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + ": " + text + " (expected: " + DurationText.EXPECTED + ')');
        }
    }
}
