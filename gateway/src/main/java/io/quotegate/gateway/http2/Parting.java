package io.quotegate.gateway.http2;

import io.quotegate.gateway.session.DisconnectReason;

/**
 * That a stream is being ended by us, and why.
 *
 * @param sinceNs by its event loop's coarse clock
 */
record Parting(DisconnectReason reason, long sinceNs) {
    /** Whether the client had long enough to read the reason. */
    boolean isOverdue(long nowNs) {
        return nowNs - sinceNs > reason.farewellNs();
    }

    /** Whether what was not begun to be sent is thrown away, so that the client comes to the reason. */
    boolean isOfSlowClient() {
        return reason == DisconnectReason.SLOW_CONSUMER;
    }
}
