package io.quotegate.cli.option;

import picocli.CommandLine.Option;

/** How much of something that is long is wanted. */
public final class LimitOption {
    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    /** @param usual how much where nobody says */
    public LimitOption(int usual) {
        limit = usual;
    }

    /** As it is asked for. */
    public String text() {
        return String.valueOf(limit);
    }
}
