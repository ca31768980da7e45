package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints conversions for people, or as JSON for programs. */
final class ConversionPrinter {
    private static final String ROW = "%-12s %24s %10s  %s%n";
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
        out.printf(ROW, "pair", "rate", "age", "source");
        for (JsonNode rate : rates) {
            out.printf(
                    ROW,
                    text(rate, "pair"),
                    text(rate, "rate"),
                    age(rate.path("ageMs").asLong()),
                    text(rate, "source"));
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
