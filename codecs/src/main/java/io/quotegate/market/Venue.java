package io.quotegate.market;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An exchange that quotes come from. The ordinal is stored in {@link QuoteLayout}: append only. */
public enum Venue {
    OKX,
    BINANCE;

    private static final Venue[] VALUES = values();

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The venue stored as {@code code}. */
    public static Venue ofCode(int code) {
        return VALUES[code];
    }

    /** The venue spelled {@code wireName}, or null. */
    public static @Nullable Venue ofWireName(String wireName) {
        for (Venue venue : VALUES) {
            if (venue.wireName.equals(wireName)) {
                return venue;
            }
        }
        return null;
    }

    /** How many venues there are; codes run from 0 to this, exclusive. */
    public static int count() {
        return VALUES.length;
    }

    /** The byte that stands for this venue in a ring record. */
    public int code() {
        return ordinal();
    }

    /** Lower-case spelling, the one every protocol and the configuration use. */
    public String wireName() {
        return wireName;
    }
}
