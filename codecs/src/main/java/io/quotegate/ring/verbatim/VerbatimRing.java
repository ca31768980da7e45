package io.quotegate.ring.verbatim;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;

/**
 * A ring of messages of any length, outside the heap: one writer, any number of readers, and nobody waits. A reader that falls a
 * whole ring behind loses messages and is told so. Any thread; its ends belong to one thread each.
 *
 * <pre>
 *  type EVENT:  | topic (4) | payload ...
 *  all others:  | topic (4) | source (4) | name length (4) | name ... | payload ...
 * </pre>
 */
public final class VerbatimRing {
    static final int TOPIC_OFFSET = 0;
    static final int SOURCE_OFFSET = TOPIC_OFFSET + Integer.BYTES;
    static final int NAME_LENGTH_OFFSET = SOURCE_OFFSET + Integer.BYTES;
    static final int NAME_OFFSET = NAME_LENGTH_OFFSET + Integer.BYTES;
    static final int EVENT_PAYLOAD_OFFSET = TOPIC_OFFSET + Integer.BYTES;

    /** What became of a topic: the types of records. */
    public enum Kind {
        /** The venue pushed something. */
        EVENT,
        /** The topic is taken; with what it begins with, if anything. */
        TAKEN,
        /** The venue does not have the topic; with what it says. */
        REFUSED,
        /** The source, all of it, has been away for too long; no topic. */
        AWAY;

        private static final Kind[] ALL = values();

        int type() {
            return ordinal() + 1; // Agrona: above zero
        }

        static Kind of(int type) {
            return ALL[type - 1];
        }
    }

    private static final int CACHE_LINE = 64;

    private final UnsafeBuffer buffer;
    private final int longest;

    private VerbatimRing(int capacity) {
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned((int) bytes(capacity), CACHE_LINE));
        longest = capacity / 8 - NAME_OFFSET; // Agrona: no record may be longer than an eighth of the ring
    }

    /** A ring of {@code capacity} bytes, a power of two. */
    public static VerbatimRing ofBytes(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 1024) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: a power of two from 1024)");
        }
        return new VerbatimRing(capacity);
    }

    /** Bytes of direct memory that a ring of {@code capacity} bytes takes. */
    public static long bytes(int capacity) {
        return (long) capacity + BroadcastBufferDescriptor.TRAILER_LENGTH;
    }

    /** Most bytes that a name and a payload may have together. */
    public int longest() {
        return longest;
    }

    /** A reader of what is published from now on. */
    public VerbatimReceiver receiver() {
        return new VerbatimReceiver(buffer);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }
}
