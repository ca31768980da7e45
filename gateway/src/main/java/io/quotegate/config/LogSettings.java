package io.quotegate.config;

import static io.quotegate.config.Setting.built;
import static io.quotegate.config.kind.Kinds.choice;
import static io.quotegate.config.kind.Kinds.part;

import io.quotegate.config.kind.ScalarKind;
import java.util.List;
import java.util.Locale;

/** The rows of {@link Settings} that are about the log. Immutable: any thread. */
final class LogSettings {
    static final Setting<LogConfig.Level> LEVEL = built(
            "log.level",
            choice(List.of(LogConfig.Level.values()), LogSettings::lowerCase),
            "info",
            "How much is logged.");
    static final Setting<String> FILE = built(
            "log.file",
            new ScalarKind<>(
                    "a file, without % in its name, or none",
                    text -> text, text -> !text.isBlank() && !text.contains("%")),
            OptionalFile.NONE,
            "Where the log goes instead of standard error; a new file each day and every 64 MiB, old ones compressed and"
                    + " kept for 14 days, 1 GiB of them at most.");
    static final Setting<LogConfig.Format> FORMAT = built(
            "log.format",
            choice(List.of(LogConfig.Format.values()), LogSettings::lowerCase),
            "text",
            "How a line of the log is made up; json is one object a line.");

    static final Setting<Double> ACCESS = built(
            "log.access",
            part(0, 1),
            "0",
            "Part of connections of which a line is logged when they end; 0 is none, 1 is all.");

    private LogSettings() {}

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Every row, in the order of the file. */
    static List<Setting<?>> all() {
        return List.of(LEVEL, FILE, FORMAT, ACCESS);
    }
}
