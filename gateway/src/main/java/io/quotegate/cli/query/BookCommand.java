package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code book}: prints the book of a pair. */
@Command(
        name = "book",
        description = "Prints the order book of a pair, the best levels first; watch --book shows it as it changes.",
        mixinStandardHelpOptions = true)
public final class BookCommand implements Callable<Integer> {
    @Mixin
    private PairArgument pair = new PairArgument();

    @Mixin
    private DepthOption depth = new DepthOption();

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, String> query = Map.of("depth", String.valueOf(depth.levels()));
        JsonNode book = options.ask(client -> client.getBelow("/v1/books/", pair.name(), query));
        new BookPrinter(options.out(), options.json()).printWhole(book);
        return ExitCode.OK;
    }
}
