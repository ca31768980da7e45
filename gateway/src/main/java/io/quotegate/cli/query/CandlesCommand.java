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
import picocli.CommandLine.Option;

/** {@code candles}: prints candles of a pair. */
@Command(name = "candles", description = "Prints candles of a pair, the oldest first.", mixinStandardHelpOptions = true)
public final class CandlesCommand implements Callable<Integer> {
    private static final JsonTable TABLE = new JsonTable(
            AlignedRows.of(left(19), right(14), right(14), right(14), right(14), right(18), right(8), left(8)),
            List.of("begin", "open", "high", "low", "close", "volume", "trades", "venue"),
            candle -> List.of(
                    Cells.time(candle, "openTime"),
                    Cells.text(candle, "open"),
                    Cells.text(candle, "high"),
                    Cells.text(candle, "low"),
                    Cells.text(candle, "close"),
                    Cells.text(candle, "volume"),
                    Cells.text(candle, "trades"),
                    Cells.text(candle, "venue"),
                    candle.path("complete").asBoolean() ? "" : "incomplete"));

    @Mixin
    private PairArgument pair = new PairArgument();

    @Option(
            names = "--interval",
            paramLabel = "I",
            defaultValue = "1m",
            description = "From 1m to 1d (default: ${DEFAULT-VALUE}).")
    private String interval = "1m";

    @Mixin
    private LimitOption limit = new LimitOption(60);

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, String> query = Map.of("interval", interval, "limit", limit.text());
        options.print(
                TABLE,
                client -> client.getBelow("/v1/candles/", pair.name(), query).path("candles"));
        return ExitCode.OK;
    }
}
