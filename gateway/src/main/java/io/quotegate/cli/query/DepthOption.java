package io.quotegate.cli.query;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How deep a book is wanted. */
final class DepthOption {
    private static final int USUAL = 20;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "So many levels of a side of a book, 1 to 400, or a few more (default: " + USUAL + ").")
    private @Nullable Integer depth;

    boolean isGiven() {
        return depth != null;
    }

    /** What is wanted; whether it can be had is the gateway's to say. */
    int levels() {
        return depth == null ? USUAL : depth;
    }
}
