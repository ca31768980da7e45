package io.quotegate.feed.book;

import java.util.Locale;

/** Why a book is no longer believed. */
public enum BookFault {
    /** Something that the venue sent did not reach us. */
    GAP,
    /** Somebody pays more than another asks, for over a second. */
    CROSSED,
    /** A level was not understood or cannot be kept. */
    LEVEL,
    /** It does not add up to what the venue says. */
    CHECKSUM,
    /** No connection brings it. */
    DISCONNECTED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
