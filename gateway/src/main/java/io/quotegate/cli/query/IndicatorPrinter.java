package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Prints indicators for people, or as JSON for programs. */
final class IndicatorPrinter {
    private static final Map<String, String> NAMES = Map.of(
            "moneyFlow", "money flow",
            "moneyFlowTemporal", "temporal money flow",
            "moneyFlowIndex", "money flow index",
            "return", "return, %",
            "vwap", "VWAP",
            "twap", "TWAP");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final AlignedRows ROWS = AlignedRows.of(left(19));

    private final PrintWriter out;
    private final boolean json;

    IndicatorPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(JsonNode indicators) {
        if (json) {
            out.println(indicators);
        } else {
            table(indicators);
        }
        out.flush();
    }

    private void table(JsonNode indicators) {
        JsonNode samples = indicators.path("samples");
        out.printf(
                "%s, %s to %s UTC%n",
                indicators.path("pair").asText(), time(indicators.path("from")), time(indicators.path("to")));
        if (!indicators.path("venue").isNull()) {
            out.printf(
                    "%d trades in %d minutes, on %s, %s old%n",
                    samples.path("trades").asLong(),
                    samples.path("minutes").asLong(),
                    indicators.path("venue").asText(),
                    Cells.age(indicators, "ageMs"));
        }
        out.println();
        for (Map.Entry<String, JsonNode> value : indicators.path("values").properties()) {
            String shown = value.getValue().isNull()
                    ? "- (" + indicators.path("reasons").path(value.getKey()).asText("unknown") + ')'
                    : value.getValue().asText();
            out.println(ROWS.row(NAMES.getOrDefault(value.getKey(), value.getKey()), shown));
        }
    }

    private static String time(JsonNode us) {
        return TIME.format(Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(us.asLong())));
    }
}
