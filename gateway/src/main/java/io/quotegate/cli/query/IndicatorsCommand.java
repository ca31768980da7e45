package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.RestClient;
import io.quotegate.cli.option.ClientOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code indicators}: prints what happened to a pair lately. */
@Command(
        name = "indicators",
        description = "Prints money flow, return and average prices of a pair.",
        mixinStandardHelpOptions = true)
public final class IndicatorsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "PAIR", description = "For example BTC-USDT.")
    private String pair = "";

    @Option(
            names = "--window",
            paramLabel = "W",
            defaultValue = "1h",
            description = "Whole minutes from 1m to 24h. Default: ${DEFAULT-VALUE}.")
    private String window = "1h";

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Mixin
    private ClientOptions where = new ClientOptions();

    @Override
    public Integer call() throws Exception {
        try (RestClient client = new RestClient(where.address())) {
            JsonNode indicators = client.getBelow("/v1/indicators/", pair, query());
            new IndicatorPrinter(spec.commandLine().getOut(), json).print(indicators);
        }
        return ExitCode.OK;
    }

    private Map<String, String> query() {
        return Map.of("window", window);
    }
}
