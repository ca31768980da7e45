package io.quotegate.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last that a client is told. Immutable: any thread.
 *
 * @param reason  why it ends, as the wire spells it
 * @param retryMs how long it is to wait before it comes back, in milliseconds; 0 where that is not said
 * @param seq     the number of the quote that it was sent last, by pair; empty where that is not said
 */
public record Farewell(String reason, int retryMs, Map<String, Long> seq) {
    public Farewell {
        seq = Collections.unmodifiableMap(new LinkedHashMap<>(seq));
    }

    /** Nothing but {@code reason}. */
    public static Farewell of(String reason) {
        return new Farewell(reason, 0, Map.of());
    }
}
