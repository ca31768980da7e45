package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code pairs}: prints which pairs there are. */
@Command(name = "pairs", description = "Prints the pairs, and which venues have them.", mixinStandardHelpOptions = true)
public final class PairsCommand implements Callable<Integer> {
    private static final JsonTable TABLE = new JsonTable(
            AlignedRows.of(left(16), left(10), left(10)),
            List.of("pair", "base", "quote", "venues"),
            pair -> List.of(
                    Cells.text(pair, "pair"), Cells.text(pair, "base"), Cells.text(pair, "quote"), venues(pair)));

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        options.print(TABLE, client -> client.get("/v1/pairs", Map.of()).path("pairs"));
        return ExitCode.OK;
    }

    private static String venues(JsonNode pair) {
        List<String> names = new ArrayList<>();
        pair.path("venues").forEach(venue -> names.add(venue.asText()));
        return names.isEmpty() ? Cells.UNKNOWN : String.join(", ", names);
    }
}
