package io.quotegate.cli.files;

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

/** Prints lists of files for people. Any thread. */
final class FilePrinter {
    private static final AlignedRows ROWS = AlignedRows.of(left(48), right(14), left(19));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private FilePrinter() {}

    static void print(JsonNode files, PrintWriter out) {
        out.println(ROWS.row("name", "bytes", "modified", "SHA-256"));
        for (JsonNode file : files) {
            Instant modified = Instant.EPOCH.plus(file.path("modified").asLong(), ChronoUnit.MICROS);
            out.println(ROWS.row(
                    file.path("name").asText(),
                    file.path("size").asText(),
                    TIME.format(modified),
                    file.path("sha256").isNull()
                            ? "being computed"
                            : file.path("sha256").asText()));
        }
        out.flush();
    }
}
