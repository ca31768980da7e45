package io.quotegate.gateway.session.liveness;

/**
 * Notices when a client takes nothing of what waits for it. The one rule of every protocol: who takes nothing for four
 * heartbeats is given up, but for one who is only pushed the newest, of which little waits: it may be asleep. Confined to
 * its event loop.
 */
public final class TakingWatch {
    /** So many heartbeats may a client take nothing. */
    public static final int HEARTBEATS = 4;
    /** Of what makes a client count as behind, so much may wait for one who is only pushed the newest: batches are whole. */
    private static final int ASLEEP_LIMITS = 4;

    private long taken;
    private long sinceNs; // when something was taken last, or nothing waited
    private boolean waiting;

    /**
     * How long nothing was taken of what waits; 0 when nothing waits.
     *
     * @param waits whether anything does
     * @param mark  another one whenever something was taken
     */
    public long idleNs(long nowNs, boolean waits, long mark) {
        if (!waits || !waiting || mark != taken) {
            taken = mark;
            sinceNs = nowNs;
        }
        waiting = waits;
        return nowNs - sinceNs;
    }

    /** Whether a client who is only pushed the newest may be left alone with {@code bytes} that it does not take. */
    public static boolean isLittle(long bytes, int latestBytes) {
        return bytes <= (long) ASLEEP_LIMITS * latestBytes;
    }
}
