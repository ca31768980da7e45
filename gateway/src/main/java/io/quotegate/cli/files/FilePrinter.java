package io.quotegate.cli.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Prints lists of files for people. Any thread. */
final class FilePrinter {
    private static final String ROW = "%-48s %15s  %-19s  %s%n";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private FilePrinter() {}

    static void print(JsonNode files, PrintWriter out) {
        out.printf(Locale.ROOT, ROW, "name", "bytes", "modified", "SHA-256");
        for (JsonNode file : files) {
            Instant modified = Instant.EPOCH.plus(file.path("modified").asLong(), ChronoUnit.MICROS);
            out.printf(
                    Locale.ROOT,
                    ROW,
                    file.path("name").asText(),
                    file.path("size").asLong(),
                    TIME.format(modified),
                    file.path("sha256").isNull()
                            ? "being computed"
                            : file.path("sha256").asText());
        }
        out.flush();
    }
}
