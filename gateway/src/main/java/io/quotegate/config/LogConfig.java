package io.quotegate.config;

import static io.quotegate.config.Setting.built;
import static io.quotegate.config.kind.Kinds.choice;
import static io.quotegate.config.kind.Kinds.part;

import io.quotegate.config.kind.ScalarKind;
import io.quotegate.text.PathText;
import java.util.List;
import java.util.Locale;
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
    static final Setting<Level> LEVEL =
            built("log.level", choice(List.of(Level.values()), LogConfig::lowerCase), "info", "How much is logged.");
    static final Setting<String> FILE = built(
            "log.file",
            new ScalarKind<>(
                    "a file, without % in its name, or none",
                    text -> text, text -> PathText.parse(text) != null && !text.contains("%")),
            OptionalFile.NONE,
            "Where the log goes instead of standard error; a new file each day and every 64 MiB, old ones compressed"
                    + " and kept for 14 days, 1 GiB of them at most.");
    static final Setting<Format> FORMAT = built(
            "log.format",
            choice(List.of(Format.values()), LogConfig::lowerCase),
            "text",
            "How a line of the log is made up; json is one object a line.");

    static final Setting<Double> ACCESS = built(
            "log.access",
            part(0, 1),
            "0",
            "Part of connections of which a line is logged when they end; 0 is none, 1 is all.");

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
        ACCESS.check(access);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Every row, in the order of the file. */
    static List<Setting<?>> all() {
        return List.of(LEVEL, FILE, FORMAT, ACCESS);
    }
}
