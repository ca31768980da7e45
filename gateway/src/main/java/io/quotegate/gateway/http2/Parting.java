package io.quotegate.gateway.http2;

import io.quotegate.gateway.session.DisconnectReason;
import java.util.concurrent.TimeUnit;

/**
 * That a stream is being ended by us, and why.
 *
 * @param sinceNs by its event loop's coarse clock
 */
record Parting(DisconnectReason reason, long sinceNs) {
    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long SLOW_FAREWELL_NS = TimeUnit.MINUTES.toNanos(15);

    /** Whether the client had long enough to read the reason. */
    boolean isOverdue(long nowNs) {
        return nowNs - sinceNs > (isOfSlowClient() ? SLOW_FAREWELL_NS : FAREWELL_NS);
    }

    /** Whether what was not begun to be sent is thrown away, so that the client comes to the reason. */
    boolean isOfSlowClient() {
        return reason == DisconnectReason.SLOW_CONSUMER;
    }
}
