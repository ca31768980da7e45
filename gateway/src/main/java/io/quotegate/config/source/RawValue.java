package io.quotegate.config.source;

import java.util.List;

/**
 * What somebody wrote for a setting, not yet understood. Immutable: any thread.
 *
 * @param origin where, as problems name it
 * @param parts  the one value, or those of a list
 */
public record RawValue(String origin, List<Part> parts) {
    public RawValue {
        parts = List.copyOf(parts);
    }

    /** A value, or one of a list, which may stand on a line of its own. */
    public record Part(String origin, String text) {}

    /** Values that all stand at one place. */
    public static RawValue of(String origin, List<String> texts) {
        return new RawValue(
                origin, texts.stream().map(text -> new Part(origin, text)).toList());
    }

    public List<String> texts() {
        return parts.stream().map(Part::text).toList();
    }
}
