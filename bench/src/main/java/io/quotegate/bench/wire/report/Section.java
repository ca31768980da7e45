package io.quotegate.bench.wire.report;

import java.util.List;

/**
 * What one scenario gave.
 *
 * @param name     as options spell it
 * @param text     what was done, and how to read the figures
 * @param pictures shown below the tables
 * @param data     the same for machines
 * @param failures what could not be measured, and why
 */
public record Section(
        String name, String text, List<Table> tables, List<Picture> pictures, Object data, List<String> failures) {
    public Section {
        failures = List.copyOf(failures);
        tables = List.copyOf(tables);
        pictures = List.copyOf(pictures);
    }

    /** A section without failures. */
    public static Section of(String name, String text, List<Table> tables, List<Picture> pictures, Object data) {
        return new Section(name, text, tables, pictures, data, List.of());
    }
}
