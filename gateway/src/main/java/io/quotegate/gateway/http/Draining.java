package io.quotegate.gateway.http;

import io.quotegate.gateway.session.DisconnectReason;
import java.util.concurrent.TimeUnit;

/** Since when, and why, a connection serves only what is under way. Confined to its event loop. */
public final class Draining {
    /** How long requests under way may still take when the gateway stops. */
    public static final long MOST_NS = TimeUnit.MILLISECONDS.toNanos(1500);

    private DisconnectReason reason = DisconnectReason.SERVER_SHUTDOWN;
    private long sinceNs; // 0 for not yet

    /** Begins for {@code because}; false if it began before, or that is none that anything may be done first for. */
    public boolean begin(DisconnectReason because, long nowNs) {
        if (sinceNs != 0 || !because.letsFinish()) {
            return false;
        }
        reason = because;
        sinceNs = nowNs;
        return true;
    }

    public boolean isBegun() {
        return sinceNs != 0;
    }

    /** Why. */
    public DisconnectReason reason() {
        return reason;
    }

    /** Whether the connection is to end now. */
    public boolean isOver(boolean nothingUnderWay, long nowNs) {
        boolean late = reason == DisconnectReason.SERVER_SHUTDOWN && nowNs - sinceNs > MOST_NS;
        return isBegun() && (nothingUnderWay || late);
    }
}
