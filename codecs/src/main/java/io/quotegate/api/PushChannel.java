package io.quotegate.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be subscribed to. */
public enum PushChannel {
    QUOTES(true),
    STATUS(true),
    TRADES(true),
    CANDLES(true),
    CHAT(false),
    GAME(true);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final boolean supported;

    PushChannel(boolean supported) {
        this.supported = supported;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether this version serves it. */
    public boolean supported() {
        return supported;
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
