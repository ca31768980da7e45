package io.quotegate.cli;

import io.quotegate.cli.client.ClientProtocol;
import io.quotegate.cli.client.QuoteClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code get}: prints quotes once. */
@Command(name = "get", description = "Prints quotes once.", mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PAIR", arity = "1..*", description = "For example BTC-USDT.")
    private List<String> pairs = new ArrayList<>();

    @Option(names = "--protocol", defaultValue = "tcp", description = "tcp, ws or http (default: ${DEFAULT-VALUE}).")
    private ClientProtocol protocol = ClientProtocol.TCP;

    @Option(names = "--json", description = "One JSON object per line instead of a table.")
    private boolean json;

    @Mixin
    private ClientOptions where = new ClientOptions();

    @Override
    public Integer call() throws Exception {
        where.check();
        PrintWriter out = spec.commandLine().getOut();
        QuotePrinter printer = new QuotePrinter(out, json);
        try (QuoteClient client = protocol.connect(where.host(), where.port())) {
            for (String pair : pairs) {
                printer.print(client.get(pair));
            }
        }
        return Main.OK;
    }
}
