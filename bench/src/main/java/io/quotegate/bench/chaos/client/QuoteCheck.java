package io.quotegate.bench.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds of the quotes of one connection: {@code seq} rises by one for each pair, and by what {@code drops} says
 * more in mode {@code latest}. For one thread.
 */
public final class QuoteCheck {
    private final boolean all;
    private final Map<String, Long> seqs = new HashMap<>();

    /** @param all whether it is of mode {@code all}, which never skips anything */
    public QuoteCheck(boolean all) {
        this.all = all;
    }

    /** What is wrong with {@code quote}, or null. */
    public @Nullable String check(JsonNode quote) {
        long seq = quote.path("seq").asLong();
        long drops = quote.path("drops").asLong();
        Long before = seqs.put(quote.path("pair").asText(), seq);
        if (before != null && seq != before + 1 + drops) {
            return "seq " + before + " was followed by " + quote;
        }
        return all && drops != 0 ? "drops in mode all: " + quote : null;
    }
}
