package io.quotegate.gateway.session.admission;

import java.util.concurrent.TimeUnit;

/** Lets through so many at once and so many a second. Confined to its event loop. */
public final class TokenBucket {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private int capacity;
    private int perSecond;
    private long tokens;
    private long filledNs;

    public TokenBucket(int capacity, int perSecond, long nowNs) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        tokens = capacity;
        filledNs = nowNs;
    }

    /** From now on it holds so many, and so many come in a second; it has no more than it had. */
    void change(int newCapacity, int newPerSecond, long nowNs) {
        fill(nowNs);
        capacity = newCapacity;
        perSecond = newPerSecond;
        tokens = Math.min(tokens, newCapacity);
    }

    /** Whether there was one to take. */
    public boolean tryTake(long nowNs) {
        fill(nowNs);
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }

    private void fill(long nowNs) {
        long passedNs = nowNs - filledNs;
        if (passedNs > SECOND_NS * capacity / perSecond) {
            tokens = capacity;
            filledNs = nowNs;
            return;
        }
        long earned = passedNs * perSecond / SECOND_NS;
        if (earned > 0) {
            filledNs += earned * SECOND_NS / perSecond;
            add(earned);
        }
    }

    /** How many there are to take, as it was filled last. */
    long tokens() {
        return tokens;
    }

    /** Puts back up to {@code more}. */
    public void add(long more) {
        tokens = Math.min(capacity, tokens + more);
    }
}
