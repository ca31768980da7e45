package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.option.Spellings;
import io.quotegate.cli.option.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}: prints an amount in another currency, and by which rates. */
@Command(
        name = "convert",
        description = "Prints an amount in another currency, and by which rates.",
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "AMOUNT", description = "In decimal digits, for example 1.5 or 1,5.")
    private String amount = "";

    @Parameters(index = "1", paramLabel = "FROM", description = "A currency, for example BTC or Bitcoin.")
    private String from = "";

    @Parameters(index = "2", paramLabel = "TO", description = "A currency, for example EUR.")
    private String to = "";

    @Option(names = "--allow-stale", description = "Take rates behind which no healthy venue stands, too.")
    private boolean allowStale;

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, String> query = query();
        JsonNode conversion = options.ask(client -> client.get("/v1/convert", query));
        new ConversionPrinter(options.out(), options.json()).print(conversion);
        return ExitCode.OK;
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        String number = Spellings.amount(amount);
        if (number == null) {
            throw new UsageException("AMOUNT: " + amount + " (expected: " + amount.replace(',', '.') + " or "
                    + amount.replace(",", "") + ", whichever it is)");
        }
        query.put("from", Spellings.currency(from));
        query.put("to", Spellings.currency(to));
        query.put("amount", number);
        query.put("allow_stale", String.valueOf(allowStale));
        return query;
    }
}
