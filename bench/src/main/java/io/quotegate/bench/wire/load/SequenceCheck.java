package io.quotegate.bench.wire.load;

import org.agrona.collections.Long2LongHashMap;

/**
 * Checks that {@code seq} of each pair rises by one from message to message of a connection, or by as many more as the
 * message says were dropped. Confined to its event loop.
 */
final class SequenceCheck {
    private static final long NONE = -1;

    private final Long2LongHashMap lastSeqs = new Long2LongHashMap(NONE);
    private final Tally tally;

    SequenceCheck(Tally tally) {
        this.tally = tally;
    }

    void onPush(QuotePush push) {
        long last = lastSeqs.put(push.pairHash(), push.seq());
        if (last != NONE) {
            tally.checked(push.seq() - last - 1, push.drops());
        }
    }
}
