package io.quotegate.bench.wire.server;

import java.util.List;

/**
 * What both simulated venues are to be like.
 *
 * @param rate  changes of best bid or ask a second on each, over all pairs
 * @param pairs what is traded
 */
public record VenuesOptions(int rate, List<String> pairs) {
    public VenuesOptions {
        pairs = List.copyOf(pairs);
    }
}
