package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints conversions for people, or as JSON for programs. */
final class ConversionPrinter {
    private static final AlignedRows ROWS = AlignedRows.of(left(12), right(24), right(10));
    private static final long SECOND_MS = Duration.ofSeconds(1).toMillis();
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

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
        out.println(text(conversion, "amount") + ' ' + text(conversion, "from") + " = " + text(conversion, "result")
                + ' ' + text(conversion, "to"));
        JsonNode rates = conversion.path("rates");
        if (rates.isEmpty()) {
            return;
        }
        out.println();
        out.println(ROWS.row("pair", "rate", "age", "source"));
        for (JsonNode rate : rates) {
            String age = age(rate.path("ageMs").asLong());
            out.println(ROWS.row(text(rate, "pair"), text(rate, "rate"), age, text(rate, "source")));
        }
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("-");
    }

    /** As precise as a person wants it: {@code 12 ms}, {@code 3.4 s}, {@code 5 min}, {@code 7 h}, {@code 20 d}. */
    static String age(long ageMs) {
        if (ageMs < SECOND_MS) {
            return ageMs + " ms";
        }
        if (ageMs < MINUTE_MS) {
            return String.format(Locale.ROOT, "%.1f s", Math.floorDiv(ageMs, 100) / 10.0);
        }
        if (ageMs < HOUR_MS) {
            return ageMs / MINUTE_MS + " min";
        }
        return ageMs < DAY_MS ? ageMs / HOUR_MS + " h" : ageMs / DAY_MS + " d";
    }
}
