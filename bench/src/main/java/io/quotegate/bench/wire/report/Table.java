package io.quotegate.bench.wire.report;

import java.util.List;
import java.util.Locale;

/**
 * A table of text. The columns are as wide as {@code headers}; those after the first hold numbers.
 *
 * @param rows each with as many cells as there are headers
 */
public record Table(List<String> headers, List<List<String>> rows) {
    public Table {
        headers = List.copyOf(headers);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != headers.size()) {
                throw new IllegalArgumentException("row: " + row + " (expected: " + headers.size() + " cells)");
            }
        }
    }

    /** A cell with {@code value} in {@code format}, as {@link String#format} takes it, whatever the machine's language. */
    public static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** The table in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, headers);
        text.append("| ---").append(" | ---:".repeat(headers.size() - 1)).append(" |\n");
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        for (String cell : cells) {
            text.append("| ")
                    .append(cell.replace("|", "\\|").replace("\n", " "))
                    .append(' ');
        }
        text.append("|\n");
    }
}
