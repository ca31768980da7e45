package io.quotegate.config;

import io.quotegate.config.kind.Kind;
import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration: a row of the table in {@link Settings}. Immutable: any thread.
 *
 * @param key         dotted path in the file
 * @param kind        how its values are written and which are allowed
 * @param defaultText the default as an argument would spell it, empty for none
 * @param meaning     one sentence
 */
record Setting<T>(String key, Kind<T> kind, String defaultText, String meaning) {
    /** What {@code new} makes, as a table of rows reads. */
    static <T> Setting<T> built(String key, Kind<T> kind, String defaultText, String meaning) {
        return new Setting<>(key, kind, defaultText, meaning);
    }

    /** The environment variable that sets it. */
    String variable() {
        return variable(key);
    }

    /** All but the last part of the key, {@code server} of {@code server.port}; empty for a key at the top. */
    String section() {
        return key.substring(0, Math.max(0, key.lastIndexOf('.')));
    }

    /** The last part of the key, {@code port} of {@code server.port}. */
    String leaf() {
        return leafOf(key);
    }

    /** The last part of a dotted path. */
    static String leafOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** What the environment would call {@link #leaf()} if it had no section. */
    String leafVariable() {
        return variable(leaf());
    }

    private static String variable(String path) {
        return ConfigSources.VARIABLE_PREFIX
                + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The default's text, split if it is a list; empty for none. */
    List<String> defaultTexts() {
        return kind.split(defaultText);
    }

    /** The {@code text} of an argument or a variable, in which a list is separated by commas. */
    RawValue raw(String origin, String text) {
        return RawValue.of(origin, kind.split(text));
    }

    /** What holds when nothing is given. */
    T defaultValue() {
        Problems problems = new Problems();
        T value = kind.read(key, raw("default", defaultText), problems);
        if (value == null) {
            throw new IllegalStateException(key + ": no usable default: " + problems.all());
        }
        return value;
    }

    /** Whether {@code value} is what holds when nothing is given. */
    boolean isDefault(T value) {
        return defaultValue().equals(value);
    }

    /** The value written, or null when there is none to use; {@code problems} is told when it should not be there. */
    @Nullable
    T read(RawValue raw, Problems problems) {
        return kind.read(key, raw, problems);
    }

    /** For the constructors of records, which programs call, too. */
    void check(T value) {
        if (!kind.accepts(value)) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: " + kind.expected() + ')');
        }
    }
}
