package io.quotegate.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who a client says that it is. */
public final class TokenOption {
    @Option(
            names = "--token",
            paramLabel = "T",
            defaultValue = "${env:QUOTEGATE_TOKEN}",
            description =
                    "Show this token to the gateway; better in QUOTEGATE_TOKEN, where no list of processes has it.")
    private @Nullable String token;

    /**
     * The token to be shown; null for none.
     *
     * @throws UsageException if it cannot be one
     */
    public @Nullable String token() {
        String given = token == null ? "" : token.strip();
        if (!given.matches("[A-Za-z0-9._~+/=-]*")) {
            throw new UsageException("--token (expected: a token as quotegate token add prints it)");
        }
        return given.isEmpty() ? null : given;
    }
}
