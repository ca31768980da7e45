package io.quotegate.gateway.http2;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.admission.TokenBucket;

/**
 * Ends connections whose peer makes us work for nothing: streams opened and reset at once, resets that it provokes from
 * us, and pings, settings, window updates, priorities and empty frames without end. Confined to its event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-10.5">RFC 9113 §10.5</a>
 */
final class FloodGuard {
    private static final int IDLE_FRAMES = 2000;
    private static final int IDLE_FRAMES_PER_SECOND = 500;
    /** Frames without content that one with content pays for: window updates and pings that measure the line. */
    private static final int IDLE_FRAMES_PER_USEFUL = 4;

    private static final int RESETS = 1000;
    private static final int RESETS_PER_SECOND = 200;
    private static final int PROVOKED_RESETS = 100;
    private static final int PROVOKED_RESETS_PER_SECOND = 10;

    private final ConnectionSweeper clock;
    private final TokenBucket idleFrames;
    private final TokenBucket resets;
    private final TokenBucket provokedResets;

    FloodGuard(ConnectionSweeper clock) {
        this.clock = clock;
        long nowNs = clock.nowNs();
        idleFrames = new TokenBucket(IDLE_FRAMES, IDLE_FRAMES_PER_SECOND, nowNs);
        resets = new TokenBucket(RESETS, RESETS_PER_SECOND, nowNs);
        provokedResets = new TokenBucket(PROVOKED_RESETS, PROVOKED_RESETS_PER_SECOND, nowNs);
    }

    /** A frame with content came or went. */
    void onUseful() {
        idleFrames.add(IDLE_FRAMES_PER_USEFUL);
    }

    /** A frame without content came. */
    void onIdle() throws Http2Exception {
        check(idleFrames, "frames without content");
    }

    /** The peer reset a stream that was open. */
    void onReset() throws Http2Exception {
        check(resets, "resets");
    }

    /** The peer made us reset a stream, or refuse one that is one too many. */
    void onStreamError(Http2Error error) throws Http2Exception {
        if (error == Http2Error.REFUSED_STREAM) {
            onIdle();
        } else {
            check(provokedResets, "streams in error");
        }
    }

    private void check(TokenBucket bucket, String what) throws Http2Exception {
        if (!bucket.tryTake(clock.nowNs())) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many %s", what);
        }
    }
}
