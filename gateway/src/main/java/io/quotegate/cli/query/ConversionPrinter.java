package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.io.PrintWriter;

/** Prints conversions for people, or as JSON for programs. */
final class ConversionPrinter {
    private static final AlignedRows ROWS = AlignedRows.of(left(12), right(24), right(10));

    private final PrintWriter out;
    private final boolean json;

    ConversionPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(JsonNode conversion) {
        if (json) {
            out.println(conversion);
        } else {
            table(conversion);
        }
        out.flush();
    }

    private void table(JsonNode conversion) {
        out.println(Cells.text(conversion, "amount") + ' ' + Cells.text(conversion, "from") + " = "
                + Cells.text(conversion, "result") + ' ' + Cells.text(conversion, "to"));
        JsonNode rates = conversion.path("rates");
        if (rates.isEmpty()) {
            return;
        }
        out.println();
        out.println(ROWS.row("pair", "rate", "age", "source"));
        for (JsonNode rate : rates) {
            out.println(ROWS.row(
                    Cells.text(rate, "pair"),
                    Cells.text(rate, "rate"),
                    Cells.age(rate, "ageMs"),
                    Cells.text(rate, "source")));
        }
    }
}
