package io.quotegate.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the values of a setting are written and which of them are allowed. Immutable: any thread. */
sealed interface Kind<T> permits ScalarKind, ListKind {
    /** The allowed values in words, for problems and documents. */
    String expected();

    /** Whether a file gives it as a sequence. */
    boolean isList();

    /** The values in {@code text}, as an argument or a variable spells them. */
    List<String> split(String text);

    /** The value given, or null when it is not allowed, which {@code problems} is then told. */
    @Nullable
    T read(Given given, Problems problems);

    /** Whether {@code value} is allowed. */
    boolean accepts(T value);
}
