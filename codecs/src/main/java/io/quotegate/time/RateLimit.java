package io.quotegate.time;

import java.time.Duration;

/**
 * Allows so many in any window of time, wherever it begins: what venues and chat promise their clients. Each one allowed
 * costs eight bytes, taken once; counting allocates nothing. Confined to its owner's thread.
 */
public final class RateLimit {
    private final long[] spentNs; // a ring of the last ones allowed in a window
    private final long windowNs;

    private int next;
    private int count;

    /** Allows {@code max} in any {@code window}. */
    public RateLimit(int max, Duration window) {
        spentNs = new long[max];
        windowNs = window.toNanos();
    }

    /** How many it allows in a window. */
    public int max() {
        return spentNs.length;
    }

    /** How long to wait at {@code nowNs} before another one is allowed; 0 for not at all. */
    public long delayNs(long nowNs) {
        return delayNs(nowNs, 1);
    }

    /** The same for {@code many} at once, of which there are as many as are allowed at most. */
    public long delayNs(long nowNs, int many) {
        if (count + many <= spentNs.length) {
            return 0;
        }
        return Math.max(0, spentNs[(next + many - 1) % spentNs.length] + windowNs - nowNs);
    }

    /** How many are allowed at {@code nowNs}, at once. */
    public int left(long nowNs) {
        int spent = 0;
        while (spent < count && nowNs - spentNs[(next - 1 - spent + spentNs.length) % spentNs.length] < windowNs) {
            spent++;
        }
        return spentNs.length - spent;
    }

    /** Notes one at {@code nowNs}. */
    public void spend(long nowNs) {
        spend(nowNs, 1);
    }

    /** The same for {@code many} at once. */
    public void spend(long nowNs, int many) {
        for (int i = 0; i < many; i++) {
            spentNs[next] = nowNs;
            next = (next + 1) % spentNs.length;
        }
        count = Math.min(count + many, spentNs.length);
    }

    /** Notes one at {@code nowNs} if it is allowed, and says whether it was. */
    public boolean trySpend(long nowNs) {
        if (delayNs(nowNs) > 0) {
            return false;
        }
        spend(nowNs);
        return true;
    }
}
