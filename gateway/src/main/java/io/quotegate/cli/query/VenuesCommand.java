package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code venues}: prints how the venues are. */
@Command(name = "venues", description = "Prints how the venues are.", mixinStandardHelpOptions = true)
public final class VenuesCommand implements Callable<Integer> {
    private static final JsonTable TABLE = new JsonTable(
            AlignedRows.of(left(8), left(11), right(10), right(12), right(8), right(13), right(6)),
            List.of("venue", "state", "preference", "last message", "connects", "switches away", "gaps"),
            venue -> List.of(
                    Cells.text(venue, "venue"),
                    Cells.text(venue, "state"),
                    preference(venue),
                    Cells.age(venue, "lastMessageAgeMs"),
                    Cells.text(venue, "connects"),
                    Cells.text(venue, "switchesAway"),
                    Cells.text(venue, "gaps")));

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        options.print(TABLE, client -> client.get("/v1/venues", Map.of()).path("venues"));
        return ExitCode.OK;
    }

    /** 1 for the best. */
    private static String preference(JsonNode venue) {
        JsonNode place = venue.path("preferred");
        return place.isNumber() ? String.valueOf(place.asInt() + 1) : Cells.UNKNOWN;
    }
}
