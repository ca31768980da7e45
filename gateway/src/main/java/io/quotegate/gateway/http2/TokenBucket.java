package io.quotegate.gateway.http2;

import java.util.concurrent.TimeUnit;

/** Lets through so many at once and so many a second. Confined to its event loop. */
final class TokenBucket {
    private final int capacity;
    private final long nsPerToken;

    private long tokens;
    private long filledNs;

    TokenBucket(int capacity, int perSecond, long nowNs) {
        this.capacity = capacity;
        nsPerToken = TimeUnit.SECONDS.toNanos(1) / perSecond;
        tokens = capacity;
        filledNs = nowNs;
    }

    /** Whether there was one to take. */
    boolean tryTake(long nowNs) {
        long earned = (nowNs - filledNs) / nsPerToken;
        if (earned > 0) {
            filledNs += earned * nsPerToken;
            add(earned);
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Puts back up to {@code more}. */
    void add(long more) {
        tokens = Math.min(capacity, tokens + more);
    }
}
