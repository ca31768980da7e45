package io.quotegate.gateway.session;

import io.netty.channel.ChannelConfig;
import io.quotegate.gateway.session.liveness.Activity;

/**
 * Whether more is read from a client: not while it takes nothing of what it was answered, nor while what came waits for
 * something else. Confined to its event loop.
 */
final class Reading {
    private final ChannelConfig config;
    private final Activity activity;

    private boolean paused;

    /** @param activity hears when reading goes on */
    Reading(ChannelConfig config, Activity activity) {
        this.config = config;
        this.activity = activity;
    }

    /** Reads no more unless the client {@code takes} enough; hands that back. */
    boolean restrain(boolean takes) {
        if (!takes) {
            config.setAutoRead(false);
        }
        return takes;
    }

    /** Whether nothing is read. */
    boolean isStopped() {
        return !config.isAutoRead();
    }

    /** The client takes bytes again. */
    void goOn() {
        if (!paused && isStopped()) {
            activity.readOn();
            config.setAutoRead(true);
        }
    }

    /** What came waits, or does not any more; {@code takes} if the client takes bytes. */
    void pause(boolean pauses, boolean takes) {
        boolean ceases = paused && !pauses;
        paused = pauses;
        if (pauses) {
            config.setAutoRead(false);
        } else if (ceases && takes) {
            goOn();
        }
    }

    /** It is ending: what comes is thrown away. */
    void drain() {
        config.setAutoRead(true);
    }
}
