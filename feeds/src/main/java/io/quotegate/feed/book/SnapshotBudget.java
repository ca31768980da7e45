package io.quotegate.feed.book;

import io.quotegate.time.RateLimit;
import java.time.Duration;

/**
 * What a venue's snapshots may cost: so much weight in any minute and so many at a time. One for the process, whoever asks.
 * Confined to the feed loop.
 */
public final class SnapshotBudget {
    private final RateLimit weights;
    private final int mostAtATime;

    private int underWay;
    private long heldUntilNs = Long.MIN_VALUE;

    public SnapshotBudget(int weightPerMinute, int mostAtATime) {
        weights = new RateLimit(weightPerMinute, Duration.ofMinutes(1));
        this.mostAtATime = mostAtATime;
    }

    /** Takes {@code weight} for one that is asked for now; false if that is too much. */
    public boolean trySpend(int weight, long nowNs) {
        boolean held = heldUntilNs != Long.MIN_VALUE && nowNs - heldUntilNs < 0;
        if (held || underWay == mostAtATime || weights.delayNs(nowNs, weight) > 0) {
            return false;
        }
        weights.spend(nowNs, weight);
        underWay++;
        return true;
    }

    /** One was answered, or will not be. */
    public void done() {
        underWay--;
    }

    /** The venue wants to be asked nothing until {@code untilNs}. */
    public void hold(long untilNs) {
        if (heldUntilNs == Long.MIN_VALUE || untilNs - heldUntilNs > 0) {
            heldUntilNs = untilNs;
        }
    }
}
