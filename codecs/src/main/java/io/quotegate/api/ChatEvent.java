package io.quotegate.api;

import java.util.Locale;

/**
 * What happened in a chat room. Immutable: any thread.
 *
 * @param seq    rises by one per event of the room
 * @param text   of a message; empty otherwise
 * @param timeUs microseconds since the epoch, by the gateway's clock
 */
public record ChatEvent(long seq, Type type, String room, String user, String text, long timeUs) {
    /** The kinds of events there are. */
    public enum Type {
        MESSAGE,
        JOINED,
        LEFT;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        public String wireName() {
            return wireName;
        }
    }
}
