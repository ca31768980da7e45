package io.quotegate.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a subscriber gets that reads too slowly; one that keeps up gets every quote in both modes. */
public enum DeliveryMode {
    /** Only the newest quote per pair is kept, and the next one sent says how many were dropped. */
    LATEST,
    /** Every quote, or the connection is closed. */
    ALL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /** The mode spelled {@code wireName}, or null. */
    public static @Nullable DeliveryMode ofWireName(String wireName) {
        for (DeliveryMode mode : values()) {
            if (mode.wireName.equals(wireName)) {
                return mode;
            }
        }
        return null;
    }
}
