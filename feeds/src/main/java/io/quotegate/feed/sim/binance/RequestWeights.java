package io.quotegate.feed.sim.binance;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What each address has used of Binance's request weight in the present minute, and who is banned for not stopping.
 * Confined to the venue's loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/limits">Binance spot REST API,
 *     Limits</a>
 */
final class RequestWeights {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();
    private static final long BAN_NS = Duration.ofMinutes(2).toNanos();
    private static final int IGNORED_BEFORE_BAN = 5;

    private final int max;
    private final Map<InetAddress, Use> uses = new HashMap<>();

    /** What became of a request. */
    enum Verdict {
        ALLOWED,
        OVER_LIMIT,
        BANNED
    }

    private static final class Use {
        private long minute = Long.MIN_VALUE;
        private int weight;
        private int refused;
        private long bannedUntilNs;
        private boolean banned;
    }

    RequestWeights(int max) {
        this.max = max;
    }

    int max() {
        return max;
    }

    /** Counts a request of {@code weight}. */
    Verdict spend(InetAddress from, int weight, long nowNs) {
        Use use = uses.computeIfAbsent(from, address -> new Use());
        long minute = Math.floorDiv(nowNs, MINUTE_NS);
        if (use.minute != minute) {
            use.minute = minute;
            use.weight = 0;
            use.refused = 0;
        }
        use.banned &= nowNs - use.bannedUntilNs < 0;
        if (use.banned) {
            return Verdict.BANNED;
        }
        use.weight += weight;
        if (use.weight <= max) {
            return Verdict.ALLOWED;
        }
        if (++use.refused > IGNORED_BEFORE_BAN) {
            use.banned = true;
            use.bannedUntilNs = nowNs + BAN_NS;
            return Verdict.BANNED;
        }
        return Verdict.OVER_LIMIT;
    }

    /** What {@code from} has used in the present minute. */
    int used(InetAddress from) {
        Use use = uses.get(from);
        return use == null ? 0 : use.weight;
    }

    /** How long {@code from} should wait. */
    Duration retryAfter(InetAddress from, long nowNs) {
        Use use = uses.get(from);
        long untilNs =
                use != null && use.banned ? use.bannedUntilNs - nowNs : MINUTE_NS - Math.floorMod(nowNs, MINUTE_NS);
        return Duration.ofSeconds(untilNs / 1_000_000_000 + 1);
    }
}
