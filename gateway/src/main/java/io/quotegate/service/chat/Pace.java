package io.quotegate.service.chat;

import java.util.concurrent.TimeUnit;

/** Allows so many in any second, and no more. Confined to its owner's thread. */
final class Pace {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final long[] lastNs; // when the last ones were, in turns
    private int count;

    Pace(int perSecond) {
        lastNs = new long[perSecond];
    }

    /** Whether one more is allowed at {@code nowNs}; if so, it is counted. */
    boolean tryNext(long nowNs) {
        int slot = count % lastNs.length;
        if (count >= lastNs.length && nowNs - lastNs[slot] < SECOND_NS) {
            return false;
        }
        lastNs[slot] = nowNs;
        count = count + 1 < 0 ? lastNs.length : count + 1;
        return true;
    }
}
