package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import io.quotegate.cli.option.LimitOption;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code winners}: prints who won the game lately. */
@Command(name = "winners", description = "Prints who won the game lately.", mixinStandardHelpOptions = true)
public final class WinnersCommand implements Callable<Integer> {
    private static final JsonTable TABLE = new JsonTable(
            AlignedRows.of(left(19), left(32), right(6)),
            List.of("time", "name", "number", "guesses"),
            win -> List.of(
                    Cells.time(win, "time"),
                    Cells.text(win, "name"),
                    Cells.text(win, "number"),
                    Cells.text(win, "guesses")));

    @Mixin
    private LimitOption limit = new LimitOption(20);

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, String> query = Map.of("limit", limit.text());
        options.print(TABLE, client -> client.get("/v1/game/winners", query).path("winners"));
        return ExitCode.OK;
    }
}
