package io.quotegate.bench.wire.server;

import java.time.Duration;

/**
 * Tells how much of what happens at a steady rate is due. What a stall left behind is made up for, but not more than one
 * second of it: a server that cannot keep up publishes less, it does not collect an endless debt. Confined to its
 * owner's thread.
 */
public final class RateClock {
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

    private final long perSecond;

    private long originNs;
    private long done; // since originNs

    /** @param nowNs of a clock that never jumps */
    public RateClock(int perSecond, long nowNs) {
        this.perSecond = perSecond;
        originNs = nowNs;
    }

    /** How many are due at {@code nowNs}; those that happened are told to {@link #spend}. */
    public long due(long nowNs) {
        long seconds = (nowNs - originNs) / SECOND_NS; // moved on, so that the product below stays small
        originNs += seconds * SECOND_NS;
        done -= seconds * perSecond;
        long due = (nowNs - originNs) * perSecond / SECOND_NS - done;
        if (due > perSecond) {
            done += due - perSecond;
            due = perSecond;
        }
        return due;
    }

    /** So many happened. */
    public void spend(long count) {
        done += count;
    }
}
