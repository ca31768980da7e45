package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/**
 * Objects of an answer as a table for people, or as they are, one a line, for programs. Immutable; any thread.
 *
 * @param headings of the columns
 * @param cells    what of an object stands in them
 */
record JsonTable(AlignedRows rows, List<String> headings, Function<JsonNode, List<String>> cells) {
    void print(JsonNode objects, boolean json, PrintWriter out) {
        if (json) {
            objects.forEach(out::println);
        } else {
            out.println(rows.row(headings.toArray(String[]::new)));
            objects.forEach(object -> out.println(rows.row(cells.apply(object).toArray(String[]::new))));
        }
        out.flush();
    }
}
