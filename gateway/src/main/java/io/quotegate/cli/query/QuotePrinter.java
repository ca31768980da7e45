package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Prints quotes for people, or as JSON for programs, one line each. */
final class QuotePrinter {
    private static final AlignedRows ROWS =
            AlignedRows.of(left(12), left(7), left(12), right(17), right(17), right(17));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneId.systemDefault());

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
        Instant received = Instant.EPOCH.plus(quote.path("receiveTime").asLong(), ChronoUnit.MICROS);
        out.println(ROWS.row(
                text(quote, "pair"),
                text(quote, "venue"),
                TIME.format(received).substring(0, 12),
                text(quote, "bid"),
                text(quote, "ask"),
                text(quote, "last"),
                remarks(quote)));
    }

    private static String text(JsonNode quote, String field) {
        JsonNode value = quote.path(field);
        return value.isTextual() ? value.asText() : "-";
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
