package io.quotegate.gateway.http2;

import io.quotegate.gateway.http.ServedRequest;
import java.util.concurrent.TimeUnit;

/** How long the streams of a connection that is ending are still served. Confined to its event loop. */
final class Departure {
    private static final long LEAVING_NS = TimeUnit.SECONDS.toNanos(2); // after the client closed its half

    private long answeredNs; // since the client closed its half: when something was last on its way; 0 for not closed
    private long drainingNs; // since when only what is under way is still served; 0 for not yet

    /** From now on only what is under way is served; false if that is so already. */
    boolean drain(long nowNs) {
        boolean begins = drainingNs == 0;
        if (begins) {
            drainingNs = nowNs;
        }
        return begins;
    }

    /** Whether it was begun to be drained, and all is said that could be. */
    boolean isOver(long nowNs, boolean allDone) {
        return drainingNs != 0 && (allDone || nowNs - drainingNs > ServedRequest.DRAIN_NS);
    }

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
