package io.quotegate.api;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client needs to be answered. Every operation, route and call says which one, so this is the whole of what rights
 * there are. {@code docs/SECURITY.md} shows it to people.
 */
public enum Right {
    /** Of everybody, known or not; not to be given. */
    ANYBODY,
    /** Of everybody who has a valid token; not to be given by itself. */
    TOKEN,
    /** Quotes, books, trades, candles, indicators and conversions. */
    QUOTES,
    /** Files offered for download. */
    FILES,
    /** Chat and the game. */
    INTERACTIVE,
    /** The venues' own dialects. */
    RELAY,
    METRICS,
    /** What changes the gateway. */
    ADMIN;

    /** Those that a token can be given. */
    public static final List<Right> GIVEN = List.of(QUOTES, FILES, INTERACTIVE, RELAY, METRICS, ADMIN);

    /** Those that it is given where nobody says which. */
    public static final Set<Right> USUAL = Collections.unmodifiableSet(EnumSet.range(QUOTES, METRICS));

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /** The right to be given that is spelled {@code wireName}, or null. */
    public static @Nullable Right ofWireName(String wireName) {
        for (Right right : GIVEN) {
            if (right.wireName.equals(wireName)) {
                return right;
            }
        }
        return null;
    }
}
