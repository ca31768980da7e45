package io.quotegate.config.kind;

import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Several values of one kind, in order, none of them twice. */
public record ListKind<E>(ScalarKind<E> element, int min, int max) implements Kind<List<E>> {
    @Override
    public String expected() {
        return "a list of " + min + ".." + max + ", each " + element.expected() + ", once only";
    }

    @Override
    public boolean isList() {
        return true;
    }

    @Override
    public List<String> split(String text) {
        return text.isBlank()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(String::strip).toList();
    }

    @Override
    public @Nullable List<E> read(String key, RawValue raw, Problems problems) {
        int size = raw.parts().size();
        if (size < min || size > max) {
            problems.refuse(raw.origin(), key, size == 0 ? "" : size + " values", expected());
        }
        List<E> values = new ArrayList<>(size);
        Set<E> seen = new HashSet<>();
        for (RawValue.Part part : raw.parts()) {
            E value = element.read(key, part, problems);
            if (value != null && !seen.add(value)) {
                problems.refuse(part.origin(), key, part.text(), "once only");
            } else if (value != null) {
                values.add(value);
            }
        }
        return values.size() == size && accepts(values) ? List.copyOf(values) : null;
    }

    @Override
    public boolean accepts(List<E> values) {
        return values.size() >= min
                && values.size() <= max
                && Set.copyOf(values).size() == values.size()
                && values.stream().allMatch(element::accepts);
    }
}
