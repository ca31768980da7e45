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

/** {@code trades}: prints the last trades of a pair. */
@Command(
        name = "trades",
        description = "Prints the last trades of a pair, the newest first.",
        mixinStandardHelpOptions = true)
public final class TradesCommand implements Callable<Integer> {
    private static final JsonTable TABLE = new JsonTable(
            AlignedRows.of(left(19), left(4), right(18), right(18), left(8)),
            List.of("time", "side", "price", "size", "venue", "id"),
            trade -> List.of(
                    Cells.time(trade, "time"),
                    Cells.text(trade, "side"),
                    Cells.text(trade, "price"),
                    Cells.text(trade, "size"),
                    Cells.text(trade, "venue"),
                    Cells.text(trade, "id")));

    @Mixin
    private PairArgument pair = new PairArgument();

    @Mixin
    private LimitOption limit = new LimitOption(20);

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, String> query = Map.of("limit", limit.text());
        options.print(
                TABLE,
                client -> client.getBelow("/v1/trades/", pair.name(), query).path("trades"));
        return ExitCode.OK;
    }
}
