package io.quotegate.gateway.session.admission;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How many requests of one connection are carried out: a second's worth at once. Confined to its event loop. */
public final class RequestRate {
    /** Who asks for more for so long is ended. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private @Nullable TokenBucket bucket; // null before the first
    private int limit;
    private long tooManySinceNs;
    private boolean tooMany;

    /** What becomes of a request. */
    public enum Verdict {
        ALLOWED,
        REFUSED,
        /** It was refused, and so were others for long. */
        ENOUGH
    }

    public Verdict take(long nowNs, int perSecond) {
        if (bucket == null) {
            bucket = new TokenBucket(perSecond, perSecond, nowNs);
        } else if (perSecond != limit) {
            bucket.change(perSecond, perSecond, nowNs);
        }
        limit = perSecond;
        boolean allowed = bucket.tryTake(nowNs);
        if (tooMany && bucket.tokens() + (allowed ? 1 : 0) >= perSecond / 2.0) {
            tooMany = false; // it asks for less again
        }
        if (allowed) {
            return Verdict.ALLOWED;
        }
        if (!tooMany) {
            tooMany = true;
            tooManySinceNs = nowNs;
        }
        return nowNs - tooManySinceNs >= PATIENCE_NS ? Verdict.ENOUGH : Verdict.REFUSED;
    }
}
