package io.quotegate.feed.sim.push;

import java.time.Duration;

/**
 * Tells how much of what happens at a steady rate is due, by the clock. What a stall has left behind is made up for, but
 * not more than one second of it. Confined to its owner's thread.
 */
public final class Pacer {
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

    private final long perSecond;

    private long originNs;
    private long done; // since originNs; below 0 if ahead of it

    public Pacer(int perSecond, long nowNs) {
        this.perSecond = perSecond;
        originNs = nowNs;
    }

    /** How many are due at {@code nowNs}; {@link #spend} notes those that happened. */
    long due(long nowNs) {
        long wholeSeconds = (nowNs - originNs) / SECOND_NS;
        originNs += wholeSeconds * SECOND_NS;
        done -= wholeSeconds * perSecond;
        long due = (nowNs - originNs) * perSecond / SECOND_NS - done;
        if (due > perSecond) {
            done += due - perSecond;
            due = perSecond;
        }
        return due;
    }

    void spend(long count) {
        done += count;
    }
}
