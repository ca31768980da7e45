package io.quotegate.config;

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
record ScalarKind<T>(String expected, Format<T> format, Predicate<T> range) implements Kind<T> {
    /** Turns text into a value. */
    @FunctionalInterface
    interface Format<T> {
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
    public @Nullable T read(Given given, Problems problems) {
        return read(given, given.parts().get(0), problems);
    }

    @Nullable
    T read(Given given, Given.Part part, Problems problems) {
        T value = format.parse(part.text());
        if (value != null && range.test(value)) {
            return value;
        }
        problems.refuse(part.origin(), given.setting().key(), part.text(), expected);
        return null;
    }

    @Override
    public boolean accepts(T value) {
        return range.test(value);
    }
}
