package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.WatchedBook;
import io.quotegate.cli.client.WatchedBook.Level;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.io.PrintWriter;
import java.util.List;

/** Prints the book of a pair for people, whole or a line for each change, or as JSON for programs. For one thread. */
final class BookPrinter {
    private static final AlignedRows CHANGES =
            AlignedRows.of(left(12), left(7), left(12), right(9), right(17), right(15), right(17), right(15), right(7));
    private static final AlignedRows LEVELS = AlignedRows.of(right(18), right(17), right(17), right(18));

    private final PrintWriter out;
    private final boolean json;
    private final WatchedBook book = new WatchedBook();

    private boolean headed;

    BookPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** A message of the channel: the best levels as they are behind it. */
    void print(JsonNode message) {
        if (json) {
            out.println(message);
        } else {
            book.take(message);
            row(message);
        }
        out.flush();
    }

    private void row(JsonNode message) {
        if (!headed) {
            headed = true;
            out.println(
                    CHANGES.row("pair", "venue", "received", "seq", "bid", "bid size", "ask", "ask size", "levels"));
        }
        Level bid = best(book.bids());
        Level ask = best(book.asks());
        out.println(CHANGES.row(
                Cells.text(message, "pair"),
                Cells.text(message, "venue"),
                Cells.clock(message, "receiveTime"),
                Cells.text(message, "seq"),
                bid.price(),
                bid.size(),
                ask.price(),
                ask.size(),
                book.bids().size() + "/" + book.asks().size(),
                remarks(message)));
    }

    private static Level best(List<Level> side) {
        return side.isEmpty() ? new Level(Cells.UNKNOWN, Cells.UNKNOWN) : side.get(0);
    }

    private String remarks(JsonNode message) {
        String stale = book.isStale() ? "STALE " : "";
        String simulated = message.path("simulated").asBoolean() ? "simulated " : "";
        String drops = message.has("drops") ? Cells.text(message, "drops") + " skipped" : "";
        return (stale + simulated + drops).strip();
    }

    /** A book that was asked for: all its levels, bids beside asks. */
    void printWhole(JsonNode whole) {
        if (json) {
            out.println(whole);
        } else {
            book.take(whole);
            String remarks = remarks(whole);
            out.println(Cells.text(whole, "pair") + " on " + Cells.text(whole, "venue") + ", seq "
                    + Cells.text(whole, "seq") + ", received " + Cells.clock(whole, "receiveTime")
                    + (remarks.isEmpty() ? "" : "  " + remarks));
            out.println(LEVELS.row("bid size", "bid", "ask", "ask size"));
            levels(book.bids(), book.asks());
        }
        out.flush();
    }

    private void levels(List<Level> bids, List<Level> asks) {
        Level none = new Level("", "");
        for (int i = 0; i < Math.max(bids.size(), asks.size()); i++) {
            Level bid = i < bids.size() ? bids.get(i) : none;
            Level ask = i < asks.size() ? asks.get(i) : none;
            out.println(LEVELS.row(bid.size(), bid.price(), ask.price(), ask.size()));
        }
    }
}
