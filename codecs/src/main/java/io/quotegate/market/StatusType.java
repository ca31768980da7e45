package io.quotegate.market;

import java.util.Locale;

/** What a status event tells. The ordinal is stored in {@link StatusFlyweight}: append only. */
public enum StatusType {
    /** A venue is connected and sends. */
    VENUE_UP,
    /** A venue is disconnected or silent. */
    VENUE_DOWN,
    /** A pair is served from another venue than before. */
    SWITCH,
    /** Something a venue sent did not reach us. */
    GAP,
    /** A pair that was stale is served live again. */
    RECOVERED;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String wireName() {
        return wireName;
    }
}
