package io.quotegate.feed.book;

import io.quotegate.time.RateLimit;
import java.time.Duration;

/**
 * What a venue's snapshots may cost: so much weight in any minute and so many at a time. One for the process, whoever asks.
 * Confined to the feed loop.
 */
public final class SnapshotBudget {
    private final RateLimit weights;
    private final int reserved;
    private final int mostAtATime;

    private int underWay;
    private long heldUntilNs = Long.MIN_VALUE;

    /** @param reserved how much of it only those may use of which there is no book: after a cut, all at once */
    public SnapshotBudget(int weightPerMinute, int reserved, int mostAtATime) {
        this.reserved = reserved;
        weights = new RateLimit(weightPerMinute, Duration.ofMinutes(1));
        this.mostAtATime = mostAtATime;
    }

    /** Takes {@code weight} for one that is asked for now, where there is no book; false if that is too much. */
    public boolean trySpend(int weight, long nowNs) {
        return trySpend(weight, 0, nowNs);
    }

    /** The same where there is one, which is to become deeper. */
    public boolean tryDeepen(int weight, long nowNs) {
        return trySpend(weight, reserved, nowNs);
    }

    private boolean trySpend(int weight, int left, long nowNs) {
        boolean held = heldUntilNs != Long.MIN_VALUE && nowNs - heldUntilNs < 0;
        if (held || underWay == mostAtATime || weights.delayNs(nowNs, weight + left) > 0) {
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
