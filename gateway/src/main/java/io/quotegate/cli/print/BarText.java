package io.quotegate.cli.print;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * A bar as a line of text that fills the width: what, how much of it, how fast, for how long still; only what is known. Any
 * thread.
 */
public final class BarText implements ProgressBarRenderer {
    private static final long LEAST_MS = 500; // before that nothing can be said of speed
    private static final int LEAST_BAR = 5;

    private final String unit;
    private final long unitSize;

    /**
     * A bar of amounts.
     *
     * @param unit     what is counted; empty for mere numbers
     * @param unitSize how much one of it is
     */
    public BarText(String unit, long unitSize) {
        this.unit = unit;
        this.unitSize = unitSize;
    }

    @Override
    public String render(ProgressState state, int length) {
        return text(
                state.getTaskName(),
                state.getStart(),
                state.getCurrent(),
                state.getMax(),
                state.getElapsedAfterStart().toMillis(),
                state.getExtraMessage(),
                length);
    }

    String text(String name, long start, long current, long max, long elapsedMs, @Nullable String extra, int length) {
        String front = name + ' ' + (max == 0 ? 100 : current * 100 / max) + "% [";
        StringBuilder behind = new StringBuilder("] ");
        behind.append(amount(current)).append(" of ").append(amount(max)).append(suffix());
        double perMs = elapsedMs < LEAST_MS ? 0 : (current - start) / (double) elapsedMs;
        if (perMs > 0) {
            behind.append(", ")
                    .append(amount((long) (perMs * 1000)))
                    .append(suffix())
                    .append("/s");
            long leftMs = (long) ((max - current) / perMs);
            behind.append(leftMs < 1000 ? "" : ", " + Cells.age(leftMs) + " left");
        }
        behind.append(extra == null || extra.isEmpty() ? "" : ", " + extra);
        int width = length - DisplayWidth.of(front) - DisplayWidth.of(behind.toString());
        if (width < LEAST_BAR) {
            return padded(name + behind.substring(1), length);
        }
        int filled = max == 0 ? width : (int) (width * current / max);
        String bar = "=".repeat(filled) + (filled < width ? ">" : "");
        return front + bar + " ".repeat(width - bar.length()) + behind;
    }

    /** As long as the one before, which it is written over. */
    private static String padded(String text, int length) {
        String cut = DisplayWidth.cut(text, length);
        return cut + " ".repeat(Math.max(0, length - DisplayWidth.of(cut)));
    }

    private String amount(long count) {
        return unitSize == 1 ? String.valueOf(count) : String.format(Locale.ROOT, "%.1f", count / (double) unitSize);
    }

    private String suffix() {
        return unit.isEmpty() ? "" : ' ' + unit;
    }
}
