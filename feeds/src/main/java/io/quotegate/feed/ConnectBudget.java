package io.quotegate.feed;

/** Keeps connection attempts within what a venue allows in a sliding window. Confined to the feed loop. */
final class ConnectBudget {
    private final long[] attemptsNs; // a ring of the last ones allowed in a window
    private final long windowNs;

    private int next;
    private int made;

    ConnectBudget(VenueRules rules) {
        attemptsNs = new long[rules.maxConnects()];
        windowNs = rules.connectWindow().toNanos();
    }

    /** How long to wait at {@code nowNs} before another attempt is allowed; 0 for not at all. */
    long delayNs(long nowNs) {
        return made < attemptsNs.length ? 0 : Math.max(0, attemptsNs[next] + windowNs - nowNs);
    }

    /** Notes an attempt at {@code nowNs}. */
    void spend(long nowNs) {
        attemptsNs[next] = nowNs;
        next = (next + 1) % attemptsNs.length;
        made = Math.min(made + 1, attemptsNs.length);
    }
}
