package io.quotegate.cli.option;

import picocli.CommandLine.Option;

/** How much of something that is long is wanted. */
public final class LimitOption {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    /** As it is asked for. */
    public String text() {
        return String.valueOf(limit);
    }
}
