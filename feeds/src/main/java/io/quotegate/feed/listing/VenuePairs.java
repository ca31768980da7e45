package io.quotegate.feed.listing;

import java.io.IOException;
import java.util.Set;

/** Asks a venue which pairs are traded there. Blocks: not for event loops. */
@FunctionalInterface
public interface VenuePairs {
    /**
     * The pairs, in house spelling.
     *
     * @throws IOException if the venue does not tell
     */
    Set<String> ask() throws IOException, InterruptedException;
}
