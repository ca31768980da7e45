package io.quotegate.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings that name a file, or none. Any thread. */
final class OptionalFile {
    static final String NONE = "none";

    private OptionalFile() {}

    /** The file that {@code setting} names; null for none. */
    static @Nullable Path of(Values values, Setting<String> setting) {
        String name = name(values, setting);
        return name == null ? null : Path.of(name);
    }

    /** The same as it is written. */
    static @Nullable String name(Values values, Setting<String> setting) {
        String name = values.get(setting);
        return name.equals(NONE) ? null : name;
    }
}
