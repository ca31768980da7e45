package io.quotegate.feed.pair;

/** How those pairs of a venue are that come by the same connection. Confined to the feed loop. */
public final class GroupHealth {
    private VenueHealth health = VenueHealth.DOWN;
    private long healthySinceNs;
    private boolean hasFailed;

    /** What it is at the moment. */
    public VenueHealth now() {
        return health;
    }

    public boolean isLive() {
        return health == VenueHealth.LIVE;
    }

    /** Since when nothing has failed. */
    public long healthySinceNs() {
        return healthySinceNs;
    }

    /** Whether it ever has in this process, so that coming back takes {@code feeds.fail-back-after}. */
    public boolean hasFailed() {
        return hasFailed;
    }

    /** The venue sends. */
    void live(long nowNs) {
        health = VenueHealth.LIVE;
        healthySinceNs = nowNs;
    }

    /** Nothing comes, but the connection is there. */
    void stale() {
        health = VenueHealth.STALE;
        hasFailed = true;
    }

    /** There is no connection. */
    void down() {
        health = VenueHealth.DOWN;
        hasFailed = true;
    }
}
