package io.quotegate.ring.verbatim;

import org.jspecify.annotations.Nullable;

/**
 * What streams of the relay tell of what was asked.
 *
 * @param told   the object that the venue's REST would answer with; empty if it is not known
 * @param asking the topic that would tell it if the relay learned the venue's answer; null for none
 */
public record Recollection(byte[] told, @Nullable String asking) {
    /** Nothing is known. */
    public static final Recollection NONE = new Recollection(new byte[0], null);

    public boolean isKnown() {
        return told.length > 0;
    }
}
