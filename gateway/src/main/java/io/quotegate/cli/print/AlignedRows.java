package io.quotegate.cli.print;

import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/**
 * Rows of cells that stand under one another, made one at a time so that they can be shown as they come. What is wider
 * than its column stays whole and pushes the rest of the row to the next line. Immutable; any thread.
 */
public final class AlignedRows {
    private static final int GAP = 2;
    private static final Pattern BEFORE_MARKUP = Pattern.compile("(?<=@)(?=\\|)");

    private final int[] widths; // below 0 where cells stand to the right

    private AlignedRows(int... widths) {
        this.widths = widths.clone();
    }

    /** Rows of such columns, {@link #left} or {@link #right}, and of one behind them for all that is left. */
    public static AlignedRows of(int... columns) {
        return new AlignedRows(columns);
    }

    /** A column of text. */
    public static int left(int width) {
        return width;
    }

    /** A column of numbers. */
    public static int right(int width) {
        return -width;
    }

    /** A row, without an end of line; {@code cells} are as many as there are columns, or one more. */
    public String row(String... cells) {
        Column[] columns = new Column[cells.length];
        Ansi.Text[] texts = new Ansi.Text[cells.length];
        for (int i = 0; i < cells.length; i++) {
            int width = i < widths.length ? widths[i] : cells[i].length();
            int gap = i == 0 ? 0 : GAP;
            columns[i] = new Column(gap + Math.max(1, Math.abs(width)), gap, Column.Overflow.SPAN);
            texts[i] = text(" ".repeat(Math.max(0, -width - cells[i].length())) + cells[i]);
        }
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
        table.addRowValues(texts);
        return table.toString().stripTrailing();
    }

    /** The cell as it is: picocli would take {@code @|bold x|@} for a bold letter. */
    private static Ansi.Text text(String cell) {
        Ansi.Text text = Ansi.OFF.text("");
        for (String part : BEFORE_MARKUP.split(cell)) {
            text = text.concat(part);
        }
        return text;
    }
}
