package io.quotegate.feed.relay;

import org.jspecify.annotations.Nullable;

/**
 * What the relay's streams tell of what was asked.
 *
 * @param told   the object that the venue's REST would answer with; empty if it is not known
 * @param asking the topic that would tell it if the venue's answer was {@linkplain Relay#learn learned}; null for none
 */
public record Recollection(byte[] told, @Nullable String asking) {
    /** Nothing is known. */
    public static final Recollection NONE = new Recollection(TopicMemory.NOTHING, null);

    public boolean isKnown() {
        return told.length > 0;
    }
}
