package io.quotegate.feed.relay;

import io.quotegate.time.RateLimit;
import java.time.Duration;

/**
 * How often one connection asks its venue for something. The more of what the venue allows is used, the longer requests are
 * gathered, so that the last of it is never needed. Confined to the relay's loop.
 */
final class RequestPace {
    private static final long EXHAUSTED_NS = Duration.ofSeconds(60).toNanos();

    private final RateLimit budget;
    private final int most;
    private final boolean scarce; // so few in so long that they have to be saved

    private long spentNs;
    private boolean spent;

    RequestPace(RelayLimits limits) {
        most = limits.requests();
        budget = new RateLimit(most, limits.window());
        scarce = limits.window().compareTo(Duration.ofMinutes(1)) > 0;
    }

    /** Notes a request if it is time for one, and says whether it is. */
    boolean trySpend(long nowNs) {
        boolean due = !spent || nowNs - spentNs >= gatherNs(nowNs);
        if (!due || !budget.trySpend(nowNs)) {
            return false;
        }
        spent = true;
        spentNs = nowNs;
        return true;
    }

    /** The same for one that could be left out: only while more than half is left. */
    boolean trySpendIdly(long nowNs) {
        return isLeft(nowNs, most / 2) && trySpend(nowNs);
    }

    /** Whether the next is not allowed for more than a minute. */
    boolean isExhausted(long nowNs) {
        return budget.delayNs(nowNs) > EXHAUSTED_NS;
    }

    private long gatherNs(long nowNs) {
        if (!scarce) {
            return Duration.ofMillis(250).toNanos();
        }
        Duration gathered = isLeft(nowNs, most * 3 / 4)
                ? Duration.ofMillis(100)
                : isLeft(nowNs, most / 2)
                        ? Duration.ofSeconds(1)
                        : isLeft(nowNs, most / 8) ? Duration.ofSeconds(5) : Duration.ofSeconds(15);
        return gathered.toNanos();
    }

    private boolean isLeft(long nowNs, int many) {
        return budget.delayNs(nowNs, Math.max(1, many)) == 0;
    }
}
