package io.quotegate.feed.relay;

import java.time.Duration;

/** Notices that a source has been away for so long that its clients are to be told, and again each time as much has passed. For one thread. */
final class AwayWatch {
    private final long patienceNs;

    private boolean away;
    private long sinceNs; // or since clients were told

    AwayWatch(Duration patience) {
        patienceNs = patience.toNanos();
    }

    /** Whether clients are to be told at {@code nowNs}. */
    boolean isDue(boolean there, long nowNs) {
        if (there || !away) {
            away = !there;
            sinceNs = nowNs;
            return false;
        }
        boolean due = nowNs - sinceNs >= patienceNs;
        sinceNs = due ? nowNs : sinceNs;
        return due;
    }
}
