package io.quotegate.bench.wire.report;

import java.util.List;

/**
 * What one scenario gave.
 *
 * @param name     as options spell it
 * @param text     what was done, and how to read the figures
 * @param pictures shown below the tables
 * @param data     the same for machines
 */
public record Section(String name, String text, List<Table> tables, List<Picture> pictures, Object data) {
    public Section {
        tables = List.copyOf(tables);
        pictures = List.copyOf(pictures);
    }
}
