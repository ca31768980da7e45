package io.quotegate.bench.wire.server;

import java.time.Duration;
import java.util.List;

/**
 * What a peer is to do.
 *
 * @param kind    which server
 * @param role    what it serves
 * @param rate    quotes, or updates of books, a second, over all pairs
 * @param pairs   what is traded
 * @param batchUs microseconds between two batches; for the floor
 */
public record PeerOptions(PeerKind kind, Role role, int rate, List<String> pairs, long batchUs) {
    /** What a peer serves. */
    public enum Role {
        /** Every connection that has sent anything is sent every quote. */
        PUBLISH,
        /** Every such connection is sent every update of a book. */
        PUBLISH_BOOKS,
        /** Every message is answered. */
        ANSWER,
        /** Every request of HTTP/2, or call of gRPC, is answered with a quote. */
        CALL
    }

    public PeerOptions {
        pairs = List.copyOf(pairs);
        if (rate < 1 || batchUs < 1) {
            throw new IllegalArgumentException("rate: " + rate + ", batchUs: " + batchUs + " (expected: at least 1)");
        }
    }

    Duration batch() {
        return Duration.ofNanos(batchUs * 1000);
    }
}
