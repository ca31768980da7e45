package io.quotegate.service.indicators;

import io.quotegate.text.DurationText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of the past is looked at. Immutable: any thread.
 *
 * @param text    as it was asked for
 * @param minutes 1 to 24 hours of them
 */
record Window(String text, int minutes) {
    /** What is taken, in words. */
    static final String EXPECTED = "whole minutes, 1m to 24h";

    private static final Window HOUR = new Window("1h", 60);

    /** The window spelled {@code text}, an hour for nothing; null if it is none. */
    static @Nullable Window parse(String text) {
        if (text.isEmpty()) {
            return HOUR;
        }
        try {
            Duration length = DurationText.parse(text);
            boolean whole = length.equals(Duration.ofMinutes(length.toMinutes()));
            boolean allowed = whole && length.toMinutes() >= 1 && length.toMinutes() <= MinuteColumns.SLOTS;
            return allowed ? new Window(text, (int) length.toMinutes()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
