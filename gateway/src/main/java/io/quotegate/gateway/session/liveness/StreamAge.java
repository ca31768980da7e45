package io.quotegate.gateway.session.liveness;

import java.time.Duration;

/**
 * How old a stream may become before it is to be begun again, so that clients spread over gateways anew: up to a fifth
 * less than the most, differently for each, so that those that began at once do not all end at once.
 */
public final class StreamAge {
    private static final double LEAST_PART = 0.8;
    /** Spreads times that are close to one another over all numbers, as Fibonacci hashing does. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private StreamAge() {}

    /**
     * Whether a stream that began at {@code bornNs} is too old.
     *
     * @param most zero for ever
     */
    public static boolean isOver(long bornNs, long nowNs, Duration most) {
        if (most.isZero()) {
            return false;
        }
        double jitter = (bornNs * SPREAD >>> 1) / (double) Long.MAX_VALUE; // 0 to 1
        return nowNs - bornNs >= most.toNanos() * (1 - jitter * (1 - LEAST_PART));
    }
}
