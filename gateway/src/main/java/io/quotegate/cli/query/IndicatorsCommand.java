package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code indicators}: prints what happened to a pair lately. */
@Command(
        name = "indicators",
        description = "Prints money flow, return and average prices of a pair.",
        mixinStandardHelpOptions = true)
public final class IndicatorsCommand implements Callable<Integer> {
    @Mixin
    private PairArgument pair = new PairArgument();

    @Option(
            names = "--window",
            paramLabel = "W",
            defaultValue = "1h",
            description = "Whole minutes from 1m to 24h (default: ${DEFAULT-VALUE}).")
    private String window = "1h";

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, String> query = Map.of("window", window);
        JsonNode indicators = options.ask(client -> client.getBelow("/v1/indicators/", pair.name(), query));
        new IndicatorPrinter(options.out(), options.json()).print(indicators);
        return ExitCode.OK;
    }
}
