package io.quotegate.config.kind;

import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One value.
 *
 * @param expected the allowed values in words
 * @param format   turns text into a value
 * @param range    which values are allowed
 */
public record ScalarKind<T>(String expected, Format<T> format, Predicate<T> range) implements Kind<T> {
    /** Turns text into a value. */
    @FunctionalInterface
    public interface Format<T> {
        /** The value spelled {@code text}, or null if it is none. */
        @Nullable
        T parse(String text);
    }

    @Override
    public boolean isList() {
        return false;
    }

    @Override
    public List<String> split(String text) {
        return List.of(text.strip());
    }

    @Override
    public @Nullable T read(String key, RawValue raw, Problems problems) {
        return read(key, raw.parts().get(0), problems);
    }

    @Nullable
    T read(String key, RawValue.Part part, Problems problems) {
        T value = format.parse(part.text());
        if (value != null && range.test(value)) {
            return value;
        }
        problems.refuse(part.origin(), key, part.text(), expected);
        return null;
    }

    @Override
    public boolean accepts(T value) {
        return range.test(value);
    }
}
