package io.quotegate.gateway.fanout;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What one subscriber was not sent because it did not keep up: the topics, and the number of what it was sent last of
 * each, however much follows. Confined to its event loop.
 */
final class Conflation {
    private static final long[] NONE = {};

    private final BitSet skipped = new BitSet();

    private long[] sent = NONE; // by topic, of those skipped: versions, see LastDelivered

    boolean isEmpty() {
        return skipped.isEmpty();
    }

    /** Something of {@code topic}, the first or a further, was not sent; the one before it was {@code previousSeq}. */
    void skip(int topic, long previousSeq) {
        skipAfter(topic, 2 * previousSeq);
    }

    /** The same, where what was sent last of {@code topic} had {@code version}: which may be the newest still. */
    void skipAfter(int topic, long version) {
        if (skipped.get(topic)) {
            return;
        }
        if (sent.length <= topic) {
            sent = Arrays.copyOf(sent, Math.max(topic + 1, 2 * sent.length));
        }
        skipped.set(topic);
        sent[topic] = version;
    }

    /** The topics; the caller's own. */
    BitSet topics() {
        return (BitSet) skipped.clone();
    }

    boolean isSkipped(int topic) {
        return skipped.get(topic);
    }

    /** The first topic skipped from {@code topic} on; -1 if there is none. */
    int next(int topic) {
        return skipped.nextSetBit(topic);
    }

    /** The number of what was sent last of {@code topic}, which was skipped. */
    long sentSeq(int topic) {
        return sent[topic] >> 1;
    }

    /** The version of the same. */
    long sentVersion(int topic) {
        return sent[topic];
    }

    /** The newest of all topics below {@code end} is sent. */
    void clearUntil(int end) {
        skipped.clear(0, end);
    }

    /** The newest of {@code topic} is sent, or is not wanted any more. */
    void clear(int topic) {
        skipped.clear(topic);
    }
}
