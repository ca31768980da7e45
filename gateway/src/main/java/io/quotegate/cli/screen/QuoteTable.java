package io.quotegate.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.DisplayWidth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A row for each pair, in the order in which they came, made to fit a screen: columns that have no room are left out, the
 * least important first. Columns only grow, so nothing jumps. For one thread at a time.
 */
final class QuoteTable implements Content {
    private static final List<QuoteColumn> BY_IMPORTANCE = Stream.of(QuoteColumn.values())
            .sorted(Comparator.comparing(QuoteColumn::importance))
            .toList();

    private final Map<String, QuoteRow> rows = new LinkedHashMap<>();
    private final Map<QuoteColumn, Integer> widths = new EnumMap<>(QuoteColumn.class);
    private final boolean coloured;

    QuoteTable(boolean coloured) {
        this.coloured = coloured;
    }

    @Override
    public void update(JsonNode quote, long nowMs) {
        String pair = quote.path("pair").asText();
        QuoteRow row = rows.get(pair);
        if (row == null) {
            rows.put(pair, new QuoteRow(quote, nowMs));
        } else {
            row.update(quote, nowMs);
        }
    }

    @Override
    public String title() {
        boolean simulated = rows.values().stream().anyMatch(QuoteRow::isSimulated);
        return rows.size() + (rows.size() == 1 ? " pair" : " pairs") + (simulated ? ", simulated" : "");
    }

    @Override
    public List<String> lines(int width, int height, long nowMs) {
        int most = Math.max(0, height - 1); // below the headings
        boolean all = rows.size() <= most;
        List<QuoteRow> shown =
                rows.values().stream().limit(all ? most : Math.max(0, most - 1)).toList();
        shown.forEach(row -> grow(row, nowMs));
        Set<QuoteColumn> columns = fitting(width);
        List<String> lines = new ArrayList<>();
        lines.add(headings(columns, width));
        shown.forEach(row -> lines.add(line(columns, row, nowMs, width)));
        if (!all) {
            lines.add(DisplayWidth.cut("and " + (rows.size() - shown.size()) + " more: the window is too low", width));
        }
        return lines.subList(0, Math.min(height, lines.size()));
    }

    private void grow(QuoteRow row, long nowMs) {
        for (QuoteColumn column : QuoteColumn.values()) {
            int needed = Math.max(
                    DisplayWidth.of(column.cell(row, nowMs)), column.heading().length());
            widths.merge(column, needed, Math::max);
        }
    }

    private int width(QuoteColumn column) {
        return widths.getOrDefault(column, column.heading().length());
    }

    private Set<QuoteColumn> fitting(int width) {
        Set<QuoteColumn> columns = EnumSet.noneOf(QuoteColumn.class);
        int free = width;
        for (QuoteColumn column : BY_IMPORTANCE) {
            int needed = column.gap() + width(column);
            if (needed <= free || columns.isEmpty()) {
                columns.add(column);
                free -= needed;
            }
        }
        return columns;
    }

    private String headings(Set<QuoteColumn> columns, int width) {
        StringBuilder line = new StringBuilder();
        columns.forEach(column -> line.append(padded(column, column.heading(), column.heading())));
        return DisplayWidth.cut(line.toString().stripTrailing(), width);
    }

    private String line(Set<QuoteColumn> columns, QuoteRow row, long nowMs, int width) {
        StringBuilder line = new StringBuilder();
        for (QuoteColumn column : columns) {
            String cell = DisplayWidth.cut(column.cell(row, nowMs), width);
            String painted = coloured ? column.colour(row).paint(cell) : cell;
            line.append(padded(column, cell, painted));
        }
        return line.toString().stripTrailing();
    }

    private String padded(QuoteColumn column, String cell, String painted) {
        String padding = " ".repeat(Math.max(0, width(column) - DisplayWidth.of(cell)));
        return " ".repeat(column.gap()) + (column.isNumber() ? padding + painted : painted + padding);
    }
}
