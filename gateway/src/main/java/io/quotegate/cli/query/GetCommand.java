package io.quotegate.cli.query;

import io.quotegate.cli.client.QuoteClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code get}: prints quotes once. */
@Command(name = "get", description = "Prints quotes once.", mixinStandardHelpOptions = true)
public final class GetCommand implements Callable<Integer> {
    private static final String EVERY_PAIR = "*";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private QuoteOptions options = new QuoteOptions();

    @Override
    public Integer call() throws Exception {
        QuotePrinter printer = options.printer(spec.commandLine().getOut());
        try (QuoteClient client = options.connect()) {
            for (String pair : options.pairs()) {
                if (pair.equals(EVERY_PAIR)) {
                    client.all().forEach(printer::print);
                } else {
                    printer.print(client.get(pair));
                }
            }
        }
        return ExitCode.OK;
    }
}
