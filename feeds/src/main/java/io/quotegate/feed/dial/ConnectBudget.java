package io.quotegate.feed.dial;

import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a venue may be connected: it counts what comes from our address, whichever part of us it is for, when it
 * arrives there. That is after an attempt has begun and before it is {@linkplain #answered answered}, so one that is under
 * way counts all the time, and one that was answered counts from then on. Any thread.
 */
public final class ConnectBudget {
    /** Our clock may be quicker than the venue's. */
    private static final Duration CLOCKS = Duration.ofMillis(50);

    /** An attempt is over by then, whether anybody says so or not. */
    private static final long LONGEST_NS = Duration.ofSeconds(30).toNanos();

    private static final long LOOK_AGAIN_NS = Duration.ofMillis(50).toNanos();

    private final RateLimit answered;
    private final Deque<Long> begunNs = new ArrayDeque<>(); // those under way

    /** Allows {@code most} attempts in any {@code window}. */
    public ConnectBudget(int most, Duration window) {
        answered = new RateLimit(most, window.plus(CLOCKS));
    }

    /** How long to wait at {@code nowNs} before another attempt is allowed, unless others take it; 0 for not at all. */
    public synchronized long delayNs(long nowNs) {
        Long first = begunNs.peek();
        while (first != null && nowNs - first >= LONGEST_NS) {
            answered(nowNs);
            first = begunNs.peek();
        }
        int many = begunNs.size() + 1;
        return many > answered.max() ? LOOK_AGAIN_NS : answered.delayNs(nowNs, many);
    }

    /** Begins an attempt at {@code nowNs} if it is allowed, and says whether it was. */
    public synchronized boolean tryBegin(long nowNs) {
        boolean may = delayNs(nowNs) == 0;
        if (may) {
            begunNs.add(nowNs);
        }
        return may;
    }

    /**
     * The venue would not shake hands, at {@code nowNs}. Where it had counted more than it allows, because others connect
     * from our address too, none is allowed until its window is over.
     */
    public synchronized void refused(HandshakeRefusal refusal, long nowNs) {
        if (refusal.isTooMany()) {
            answered.spend(nowNs, answered.max());
        }
    }

    /** One of the attempts under way was answered at {@code nowNs}, or never will be. Which one does not matter. */
    public synchronized void answered(long nowNs) {
        if (begunNs.poll() != null) {
            answered.spend(nowNs);
        }
    }
}
