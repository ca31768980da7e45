package io.quotegate.cli.print;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/**
 * Rows of cells that stand under one another, made one at a time so that they can be shown as they come. What is wider
 * than its column keeps its digits and pushes the rest of the row to the next line. Immutable; any thread.
 */
public final class AlignedRows {
    private static final int GAP = 2;
    private static final Pattern BEFORE_MARKUP = Pattern.compile("(?<=@)(?=\\|)");

    private final List<Aligned> columns;

    /** A column of some width, to whose left or right side its cells stand. */
    public record Aligned(int width, Side side) {
        private String pad(String cell) {
            int missing = Math.max(0, width - cell.length());
            return side == Side.RIGHT ? " ".repeat(missing) + cell : cell;
        }
    }

    /** Where cells stand. */
    public enum Side {
        LEFT,
        RIGHT
    }

    private AlignedRows(List<Aligned> columns) {
        this.columns = columns;
    }

    /** Rows of {@code columns} and, behind them, one for all that is left. */
    public static AlignedRows of(Aligned... columns) {
        return new AlignedRows(List.of(columns));
    }

    /** A column of text. */
    public static Aligned left(int width) {
        return new Aligned(width, Side.LEFT);
    }

    /** A column of numbers. */
    public static Aligned right(int width) {
        return new Aligned(width, Side.RIGHT);
    }

    /** A row, without an end of line; {@code cells} are as many as there are columns, or one more. */
    public String row(String... cells) {
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns(cells));
        Ansi.Text[] texts = new Ansi.Text[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = text(i < columns.size() ? columns.get(i).pad(cells[i]) : cells[i]);
        }
        table.addRowValues(texts);
        return table.toString().stripTrailing();
    }

    private Column[] columns(String... cells) {
        int last = cells[cells.length - 1].length();
        Column[] all = new Column[columns.size() + 1];
        Arrays.setAll(all, i -> {
            int gap = i == 0 ? 0 : GAP;
            int width = i < columns.size() ? columns.get(i).width() : Math.max(1, last);
            return new Column(gap + width, gap, Column.Overflow.SPAN);
        });
        return all;
    }

    /** The cell as it is: picocli would take {@code @|bold x|@} for the bold letter. */
    private static Ansi.Text text(String cell) {
        Ansi.Text text = Ansi.OFF.text("");
        for (String part : BEFORE_MARKUP.split(cell)) {
            text = text.concat(part);
        }
        return text;
    }
}
