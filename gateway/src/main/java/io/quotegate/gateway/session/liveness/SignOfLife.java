package io.quotegate.gateway.session.liveness;

import java.time.Duration;

/** Whether a peer that is asked for a sign of life gives one in time. Confined to its event loop. */
public final class SignOfLife {
    private static final int PERIODS = 2;

    private final long withinNs;

    private long askedNs; // the first time since the peer was last heard; 0 for not at all

    /** @param heartbeat how often a peer is asked that is not spoken to otherwise */
    public SignOfLife(Duration heartbeat) {
        withinNs = PERIODS * heartbeat.toNanos();
    }

    /** The peer said something, whatever it was. */
    public void given() {
        askedNs = 0;
    }

    /** The peer was asked. */
    public void asked(long nowNs) {
        askedNs = askedNs == 0 ? nowNs : askedNs;
    }

    /** Whether the peer has had time enough; it is not counted while {@code unsentBytes} may hold the question. */
    public boolean isMissing(long nowNs, long unsentBytes) {
        if (askedNs != 0 && unsentBytes > 0) {
            askedNs = nowNs;
        }
        return askedNs != 0 && nowNs - askedNs >= withinNs;
    }
}
