package io.quotegate.config;

import java.time.Duration;

/**
 * What a client's message may cost. The keys are {@code limits.*}. Immutable: any thread.
 *
 * @param frameBytes     largest message accepted; below 16 MiB, so that a frame's first byte stays 0
 * @param jsonDepth      deepest nesting of objects and arrays
 * @param messageTimeout how long a message that has begun may take to end
 */
public record LimitsConfig(int frameBytes, int jsonDepth, Duration messageTimeout) {
    public LimitsConfig {
        Settings.LIMITS_FRAME.check(frameBytes);
        Settings.LIMITS_JSON_DEPTH.check(jsonDepth);
        Settings.LIMITS_MESSAGE_TIMEOUT.check(messageTimeout);
    }

    static LimitsConfig of(Values values) {
        return new LimitsConfig(
                values.get(Settings.LIMITS_FRAME),
                values.get(Settings.LIMITS_JSON_DEPTH),
                values.get(Settings.LIMITS_MESSAGE_TIMEOUT));
    }
}
