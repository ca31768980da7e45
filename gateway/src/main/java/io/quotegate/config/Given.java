package io.quotegate.config;

import java.util.List;

/**
 * What somebody wrote for a setting, not yet understood.
 *
 * @param origin where, as problems name it
 * @param parts  the one value, or those of a list
 */
record Given(Setting<?> setting, String origin, List<Part> parts) {
    Given {
        parts = List.copyOf(parts);
    }

    /** A value, or one of a list, which may stand on a line of its own. */
    record Part(String origin, String text) {}

    /** The {@code text} of an argument or a variable, in which a list is separated by commas. */
    static Given ofText(Setting<?> setting, String origin, String text) {
        List<Part> parts = setting.kind().split(text).stream()
                .map(part -> new Part(origin, part))
                .toList();
        return new Given(setting, origin, parts);
    }

    List<String> texts() {
        return parts.stream().map(Part::text).toList();
    }
}
