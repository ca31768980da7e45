package io.quotegate.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What pushes are written in where a client that asks in JSON has the choice. */
public enum PushFormat {
    JSON,
    /** FIX Simple Binary Encoding. */
    SBE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /** The format spelled {@code wireName}, or null. */
    public static @Nullable PushFormat ofWireName(String wireName) {
        for (PushFormat format : values()) {
            if (format.wireName.equals(wireName)) {
                return format;
            }
        }
        return null;
    }

    /** Whether what {@code channel} pushes can be written in it. */
    public boolean has(PushChannel channel) {
        return switch (channel) {
            case QUOTES, TRADES, BOOKS, STATUS -> true;
            case CANDLES, CHAT, GAME -> this == JSON;
        };
    }

    /** What is wrong with {@code channel} in a format that has it not. */
    public String problem(PushChannel channel) {
        return "format: " + wireName + ", of " + channel.wireName()
                + " (expected: json, or quotes, trades, books or status)";
    }
}
