package io.quotegate.feed;

/** What the arbiter knows of a venue. */
enum VenueHealth {
    DOWN,
    STALE,
    LIVE
}
