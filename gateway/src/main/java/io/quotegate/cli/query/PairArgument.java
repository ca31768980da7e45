package io.quotegate.cli.query;

import io.quotegate.cli.option.Spellings;
import picocli.CommandLine.Parameters;

/** The one pair that a command is about. */
final class PairArgument {
    @Parameters(index = "0", paramLabel = "PAIR", description = "For example BTC-USDT, btcusdt or Bitcoin.")
    private String typed = "";

    /** As the gateway understands it. */
    String name() {
        return Spellings.priceOf(typed);
    }
}
