package io.quotegate.feed.pair;

/** What the arbiter knows of a venue. */
public enum VenueHealth {
    DOWN,
    STALE,
    LIVE
}
