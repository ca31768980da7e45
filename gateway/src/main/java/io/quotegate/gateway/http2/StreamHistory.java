package io.quotegate.gateway.http2;

import org.jspecify.annotations.Nullable;

/**
 * How the last streams of a connection ended, so that a frame that comes too late is judged rightly. Confined to its
 * event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-5.1">RFC 9113 §5.1, closed</a>
 */
final class StreamHistory {
    private static final int LENGTH = 256; // more than twice the streams that may be open

    private final int[] ids = new int[LENGTH];
    private final Fate[] fates = new Fate[LENGTH];
    private int next;
    private int highest; // id that was ever added: those of most requests are above it

    /** How a stream ended. */
    enum Fate {
        /** Both sides said all they had to say. */
        COMPLETED,
        /** The peer cannot have known when it sent what comes now. */
        RESET_BY_US,
        RESET_BY_PEER
    }

    void add(int streamId, Fate fate) {
        ids[next] = streamId;
        fates[next] = fate;
        highest = Math.max(highest, streamId);
        next = (next + 1) % LENGTH;
    }

    /** How {@code streamId} ended; null if it never began or is forgotten. */
    @Nullable
    Fate of(int streamId) {
        for (int i = 0; i < LENGTH && streamId <= highest; i++) {
            if (ids[i] == streamId) {
                return fates[i];
            }
        }
        return null;
    }

    /** Whether a stream that is not remembered can only be one that never began. */
    boolean isComplete() {
        return ids[next] == 0;
    }
}
