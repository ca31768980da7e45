package io.quotegate.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is pushed. */
public enum PushChannel {
    QUOTES,
    STATUS,
    TRADES,
    CANDLES,
    /** Heard by joining a room, not by subscribing. */
    CHAT,
    GAME;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /** The channel spelled {@code wireName}, or null. */
    public static @Nullable PushChannel ofWireName(String wireName) {
        for (PushChannel channel : values()) {
            if (channel.wireName.equals(wireName)) {
                return channel;
            }
        }
        return null;
    }
}
