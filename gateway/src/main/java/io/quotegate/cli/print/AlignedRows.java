package io.quotegate.cli.print;

/**
 * Rows of cells that stand under one another, made one at a time so that they can be shown as they come. What is wider
 * than its column stays whole and pushes the rest of the row to the next line. Immutable; any thread.
 */
public final class AlignedRows {
    private static final int GAP = 2;

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
        StringBuilder row = new StringBuilder();
        int at = 0; // the column of the terminal that comes next in this line
        int start = 0; // where the cell begins
        for (int i = 0; i < cells.length; i++) {
            int taken = DisplayWidth.of(cells[i]);
            int width = i < widths.length ? widths[i] : taken;
            if (at > start) { // the cell before is wider than its column
                row.append(System.lineSeparator());
                at = 0;
            }
            start += i == 0 ? 0 : GAP;
            int from = start + Math.max(0, -width - taken);
            row.append(" ".repeat(from - at)).append(cells[i]);
            at = from + taken;
            start += Math.abs(width);
        }
        return row.toString().stripTrailing();
    }
}
