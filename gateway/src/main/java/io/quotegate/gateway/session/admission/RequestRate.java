package io.quotegate.gateway.session.admission;

import java.util.concurrent.TimeUnit;

/** How many requests of one connection are carried out: a bucket that holds a second's worth. Confined to its event loop. */
public final class RequestRate {
    /** Who asks for more for so long is ended. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private double left = -1; // before the first
    private long filledNs;
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
        fill(nowNs, perSecond);
        if (left >= 1) {
            left--;
            return Verdict.ALLOWED;
        }
        if (!tooMany) {
            tooMany = true;
            tooManySinceNs = nowNs;
        }
        return nowNs - tooManySinceNs >= PATIENCE_NS ? Verdict.ENOUGH : Verdict.REFUSED;
    }

    private void fill(long nowNs, int perSecond) {
        if (left < 0) {
            left = perSecond;
        } else if (nowNs != filledNs) {
            double more = (nowNs - filledNs) / 1e9 * perSecond;
            left = Math.min(perSecond, left + more);
        }
        filledNs = nowNs;
        if (tooMany && left >= perSecond / 2.0) {
            tooMany = false; // it asks for less again
        }
    }
}
