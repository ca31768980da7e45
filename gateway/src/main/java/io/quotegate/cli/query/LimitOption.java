package io.quotegate.cli.query;

import picocli.CommandLine.Option;

/** How much of something that is long is wanted. */
final class LimitOption {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    /** As it is asked for. */
    String text() {
        return String.valueOf(limit);
    }
}
