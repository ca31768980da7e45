package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.io.PrintWriter;

/** Prints quotes for people, or as JSON for programs, one line each. */
final class QuotePrinter {
    private static final AlignedRows ROWS =
            AlignedRows.of(left(12), left(7), left(12), right(17), right(17), right(17));

    private final PrintWriter out;
    private final boolean json;

    private boolean headed;

    QuotePrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(JsonNode quote) {
        if (json) {
            out.println(quote);
        } else {
            row(quote);
        }
        out.flush();
    }

    private void row(JsonNode quote) {
        if (!headed) {
            headed = true;
            out.println(ROWS.row("pair", "venue", "received", "bid", "ask", "last"));
        }
        out.println(ROWS.row(
                Cells.text(quote, "pair"),
                Cells.text(quote, "venue"),
                Cells.clock(quote, "receiveTime"),
                Cells.text(quote, "bid"),
                Cells.text(quote, "ask"),
                Cells.text(quote, "last"),
                remarks(quote)));
    }

    private static String remarks(JsonNode quote) {
        StringBuilder remarks = new StringBuilder();
        if (quote.path("stale").asBoolean()) {
            remarks.append("STALE ");
        }
        if (quote.path("simulated").asBoolean()) {
            remarks.append("simulated ");
        }
        if (quote.has("drops")) {
            remarks.append(quote.path("drops").asLong()).append(" skipped");
        }
        return remarks.toString().strip();
    }
}
