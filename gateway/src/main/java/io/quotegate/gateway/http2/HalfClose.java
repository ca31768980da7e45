package io.quotegate.gateway.http2;

import java.util.concurrent.TimeUnit;

/** How long the streams of a connection are still served whose client has closed its half. Confined to its event loop. */
final class HalfClose {
    private static final long LEAVING_NS = TimeUnit.SECONDS.toNanos(2); // after the client closed its half

    private long answeredNs; // since the client closed its half: when something was last on its way; 0 for not closed

    /**
     * Whether a client that can say nothing more is still being answered. No client of HTTP/2 waits with half a connection:
     * what is not begun to be answered soon is a call of one that is gone.
     */
    boolean isStillAnswered(long nowNs, boolean isSending) {
        if (answeredNs == 0 || isSending) {
            answeredNs = nowNs;
        }
        return nowNs - answeredNs < LEAVING_NS;
    }
}
