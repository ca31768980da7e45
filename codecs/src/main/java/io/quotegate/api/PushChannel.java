package io.quotegate.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is pushed. */
public enum PushChannel {
    QUOTES(Right.QUOTES),
    STATUS(Right.QUOTES),
    TRADES(Right.QUOTES),
    BOOKS(Right.QUOTES),
    CANDLES(Right.QUOTES),
    /** Heard by joining a room, not by subscribing. */
    CHAT(Right.INTERACTIVE),
    GAME(Right.INTERACTIVE);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final Right right;

    PushChannel(Right right) {
        this.right = right;
    }

    /** What a client needs to hear it. */
    public Right right() {
        return right;
    }

    /** Whether it is subscribed to by pairs. */
    public boolean isOfPairs() {
        return switch (this) {
            case QUOTES, TRADES, BOOKS, CANDLES -> true;
            case STATUS, CHAT, GAME -> false;
        };
    }

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

    /** What is wrong with subscribing to what is called {@code name}. */
    static String problem(@Nullable String name) {
        return CHAT.wireName.equals(name)
                ? "channel: chat is heard by joining a room (expected: chat-join)"
                : "channel: " + (name == null ? "missing" : Refusal.shown(name))
                        + " (expected: quotes, trades, books, candles, status or game)";
    }
}
