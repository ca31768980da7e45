package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What came of what is watched, over as many connections as there were, so that the next goes on where the last one broke
 * off. Confined to one thread.
 */
public final class Watched {
    private final Map<String, Long> seqs = new HashMap<>(); // of the newest quote of each pair

    private String instance = ""; // until a gateway said it
    private String eventId = "";
    private boolean recovered;

    /** Whether there is nothing to go on from. */
    boolean isNew() {
        return instance.isEmpty() || seqs.isEmpty();
    }

    /** The run of the feed that numbers are of. */
    String instance() {
        return instance;
    }

    /** Of each pair that came, the number of its newest quote. */
    Map<String, Long> seqs() {
        return seqs;
    }

    /** The id of the last event that had one; empty where there was none. */
    String eventId() {
        return eventId;
    }

    /** A connection goes on where the last broke off, or, if not {@code goesOn}, begins anew. */
    void begins(String newInstance, boolean goesOn) {
        recovered = goesOn;
        instance = newInstance;
        if (!goesOn) {
            seqs.clear();
            eventId = "";
        }
    }

    /** A quote came. */
    void came(JsonNode quote) {
        seqs.put(quote.path("pair").asText(), quote.path("seq").asLong());
    }

    /** So did an event's id. */
    void came(String newEventId) {
        eventId = newEventId;
    }

    /** Whether the connection went on where the one before broke off, so that nothing was missed. */
    public boolean isRecovered() {
        return recovered;
    }
}
