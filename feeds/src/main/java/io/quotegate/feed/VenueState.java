package io.quotegate.feed;

import java.util.Locale;

/** Where a venue's connection is in its life. */
public enum VenueState {
    /** Connecting, shaking hands, or waiting for the first frame. */
    CONNECTING,
    /** Frames come. */
    LIVE,
    /** Connected, but nothing has come for {@code feeds.stale-after}. */
    STALE,
    /** Waiting before the next attempt. */
    BACKING_OFF,
    /** Not configured, or stopped. */
    DISABLED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
