package io.quotegate.cli.query;

import io.quotegate.cli.client.ClientProtocol;
import io.quotegate.cli.client.QuoteClient;
import io.quotegate.cli.option.ClientOptions;
import io.quotegate.cli.option.Spellings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Of which pairs, how it is asked for, and how it is shown; shared by {@code get} and {@code watch}. */
final class QuoteOptions {
    @Parameters(
            paramLabel = "PAIR",
            arity = "1..*",
            description = "For example BTC-USDT, btcusdt or Bitcoin; '*' for all.")
    private List<String> typed = new ArrayList<>();

    @Option(
            names = "--protocol",
            defaultValue = "tcp",
            description = "tcp, ws, grpc or http (default: ${DEFAULT-VALUE}).")
    private ClientProtocol protocol = ClientProtocol.TCP;

    @Option(names = "--json", description = "One JSON object per line instead of a table.")
    private boolean json;

    @Mixin
    private ClientOptions where = new ClientOptions();

    /** As the gateway understands them. */
    List<String> pairs() {
        return typed.stream().map(Spellings::priceOf).toList();
    }

    /** Whether a person is to read them. */
    boolean isTable() {
        return !json;
    }

    /** Where they come from. */
    String place() {
        return where.place();
    }

    QuotePrinter printer(PrintWriter out) {
        return new QuotePrinter(out, json);
    }

    BookPrinter bookPrinter(PrintWriter out) {
        return new BookPrinter(out, json);
    }

    /**
     * A connection to the gateway.
     *
     * @throws io.quotegate.cli.option.UsageException for options that make no sense
     */
    QuoteClient connect() throws IOException {
        return protocol.connect(where.address());
    }
}
