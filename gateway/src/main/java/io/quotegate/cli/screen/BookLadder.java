package io.quotegate.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quotegate.cli.client.WatchedBook;
import io.quotegate.cli.client.WatchedBook.Level;
import io.quotegate.cli.print.Cells;
import io.quotegate.cli.print.DisplayWidth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The book of a pair as a ladder: asks above, the best of them just over the spread, bids below it; beside each price what
 * is there, what is there in all from the best on, and that as a bar. The spread stays where it is, and columns only grow,
 * so nothing jumps. For one thread at a time.
 */
final class BookLadder implements Content {
    private static final int LINES_BESIDE = 3; // what is above, headings, the spread
    private static final int GAP = 2;
    private static final int LEAST_BAR = 5;
    private static final String BAR = "#";

    private final WatchedBook book = new WatchedBook();
    private final boolean coloured;

    private Arrival newest = new Arrival(MissingNode.getInstance(), 0);
    private int priceWidth = "price".length();
    private int sizeWidth = "size".length();
    private int totalWidth = "total".length();

    BookLadder(boolean coloured) {
        this.coloured = coloured;
    }

    /** A level, and what there is from the best one to it. */
    private record Rung(Level level, BigDecimal total) {}

    @Override
    public void update(JsonNode message, long nowMs) {
        book.take(message);
        newest = new Arrival(message, nowMs);
    }

    @Override
    public String title() {
        return Cells.text(newest.message(), "pair") + (newest.is("simulated") ? ", simulated" : "");
    }

    @Override
    public List<String> lines(int width, int height, long nowMs) {
        int most = Math.max(0, (height - LINES_BESIDE) / 2);
        List<Rung> asks = rungs(book.asks(), most);
        List<Rung> bids = rungs(book.bids(), most);
        int rows = Math.max(asks.size(), bids.size());
        BigDecimal deepest = deepest(asks).max(deepest(bids));
        List<String> lines = new ArrayList<>();
        lines.add(state(width, rows, nowMs));
        lines.add(DisplayWidth.cut(line(width, "price", "size", "total", ""), width));
        Collections.reverse(asks);
        Collections.nCopies(rows - asks.size(), "").forEach(lines::add);
        asks.forEach(rung -> lines.add(line(width, rung, deepest, Colour.RED)));
        lines.add(DisplayWidth.cut(spread(), width));
        bids.forEach(rung -> lines.add(line(width, rung, deepest, Colour.GREEN)));
        return lines.subList(0, Math.min(height, lines.size()));
    }

    private List<Rung> rungs(List<Level> levels, int most) {
        List<Rung> rungs = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Level level : levels.subList(0, Math.min(most, levels.size()))) {
            total = total.add(level.sizeNumber());
            rungs.add(new Rung(level, total));
            priceWidth = Math.max(priceWidth, level.price().length());
            sizeWidth = Math.max(sizeWidth, level.size().length());
            totalWidth = Math.max(totalWidth, total.toPlainString().length());
        }
        return rungs;
    }

    private static BigDecimal deepest(List<Rung> rungs) {
        return rungs.isEmpty() ? BigDecimal.ZERO : rungs.get(rungs.size() - 1).total();
    }

    /** Whose book it is and how it is, the most important first. */
    private String state(int width, int rows, long nowMs) {
        String stale = book.isStale() ? "STALE " : "";
        int levels = Math.max(book.bids().size(), book.asks().size());
        String rest = newest.age(nowMs) + "  " + Cells.text(newest.message(), "venue") + "  seq "
                + Cells.text(newest.message(), "seq")
                + (book.drops() > 0 ? "  " + book.drops() + " skipped" : "")
                + (rows < levels ? "  best " + rows + " of " + levels : "  " + levels + " levels");
        String cut = DisplayWidth.cut(stale + rest, width);
        return coloured && book.isStale() ? Colour.YELLOW.paint(cut) : cut;
    }

    private String spread() {
        List<Level> bids = book.bids();
        List<Level> asks = book.asks();
        if (bids.isEmpty() || asks.isEmpty()) {
            return "spread " + Cells.UNKNOWN;
        }
        BigDecimal ask = asks.get(0).priceNumber();
        return "spread " + ask.subtract(bids.get(0).priceNumber()).toPlainString();
    }

    private String line(int width, Rung rung, BigDecimal deepest, Colour colour) {
        int free = width - GAP - columns();
        int full = free < LEAST_BAR || deepest.signum() == 0
                ? 0
                : rung.total()
                        .multiply(BigDecimal.valueOf(free))
                        .divide(deepest, 0, RoundingMode.UP)
                        .intValue();
        Level level = rung.level();
        String line = line(width, level.price(), level.size(), rung.total().toPlainString(), BAR.repeat(full));
        String cut = DisplayWidth.cut(line, width);
        return coloured ? (book.isStale() ? Colour.YELLOW : colour).paint(cut) : cut;
    }

    /** What has no room is left out: the total first. */
    private String line(int width, String price, String size, String total, String bar) {
        String line = right(price, priceWidth) + " ".repeat(GAP) + right(size, sizeWidth);
        if (columns() > width) {
            return line;
        }
        return (line + " ".repeat(GAP) + right(total, totalWidth) + " ".repeat(GAP) + bar).stripTrailing();
    }

    private int columns() {
        return priceWidth + GAP + sizeWidth + GAP + totalWidth;
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
