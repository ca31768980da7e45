package io.quotegate.cli.files;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.io.PrintWriter;

/** Prints lists of files for people. Any thread. */
final class FilePrinter {
    private static final AlignedRows ROWS = AlignedRows.of(left(48), right(14), left(19));

    private FilePrinter() {}

    static void print(JsonNode files, PrintWriter out) {
        out.println(ROWS.row("name", "bytes", "modified", "SHA-256"));
        for (JsonNode file : files) {
            out.println(ROWS.row(
                    file.path("name").asText(),
                    file.path("size").asText(),
                    Cells.time(file, "modified"),
                    file.path("sha256").isNull()
                            ? "being computed"
                            : file.path("sha256").asText()));
        }
        out.flush();
    }
}
