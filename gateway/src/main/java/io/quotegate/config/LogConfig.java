package io.quotegate.config;

import org.jspecify.annotations.Nullable;

/**
 * What is logged, where and how. The keys are {@code log.*}. Immutable: any thread.
 *
 * @param level  the least level that is logged
 * @param file   where; null for standard error
 * @param format how a line is made up
 * @param access part of connections of which a line is logged when they end
 */
public record LogConfig(Level level, @Nullable String file, Format format, double access) {
    /** How it is where nobody says anything. */
    public static final LogConfig USUAL = new LogConfig(Level.INFO, null, Format.TEXT, 0);

    /** How much is logged, the least first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /** How a line is made up. */
    public enum Format {
        /** For people. */
        TEXT,
        /** One object, for programs. */
        JSON
    }

    public LogConfig {
        LogSettings.ACCESS.check(access);
    }
}
