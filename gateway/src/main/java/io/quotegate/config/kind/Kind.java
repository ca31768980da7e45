package io.quotegate.config.kind;

import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the values of a setting are written and which of them are allowed. Immutable: any thread. */
public sealed interface Kind<T> permits ScalarKind, ListKind {
    /** The allowed values in words, for problems and documents. */
    String expected();

    /** Whether a file gives it as a sequence. */
    boolean isList();

    /** The values in {@code text}, as an argument or a variable spells them. */
    List<String> split(String text);

    /** The value written for {@code key}, or null when it is not allowed, which {@code problems} is then told. */
    @Nullable
    T read(String key, RawValue raw, Problems problems);

    /** Whether {@code value} is allowed. */
    boolean accepts(T value);
}
