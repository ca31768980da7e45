package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import io.quotegate.cli.client.RestClient;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        try (RestClient client = options.connect()) {
            TABLE.print(
                    client.get("/v1/game/winners", Map.of()).path("winners"),
                    options.json(),
                    spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }
}
