package io.quotegate.cluster;

/** Tells what of one stream of one feed node did not arrive. Confined to the thread that reads it. */
final class SequenceCheck {
    private static final long UNKNOWN = -1;
    private static final int PATIENCE = 3; // heartbeats that may be ahead of the stream

    private final long[] told = new long[PATIENCE];

    private long expected = UNKNOWN;
    private int tellings;

    /** Whether all before the record of this number is here, or known to be lost. */
    boolean has(long next) {
        return expected >= next;
    }

    /** A message came whose first record has this number; how many before it did not. */
    long onMessage(long first, int count) {
        long lost = expected == UNKNOWN ? 0 : Math.max(0, first - expected);
        expected = Math.max(expected, first + count);
        return lost;
    }

    /** How many records at the beginning of such a message were there before. To be asked before {@link #onMessage}. */
    int repeated(long first, int count) {
        return expected == UNKNOWN ? 0 : (int) Math.max(0, Math.min(count, expected - first));
    }

    /**
     * A heartbeat says how far the stream is; how many records of it are late. The heartbeat comes by a way of its own, so
     * it is believed only when others followed it.
     */
    long onHeartbeat(long next) {
        if (expected == UNKNOWN) {
            expected = next;
        }
        int slot = tellings++ % PATIENCE;
        long before = tellings > PATIENCE ? told[slot] : 0;
        told[slot] = next;
        return Math.max(0, before - expected);
    }

    /** So many records that are late will not come. */
    void giveUp(long late) {
        expected += late;
    }
}
