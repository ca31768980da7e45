package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quotegate.gateway.fanout.deflate.GroupStream;
import io.quotegate.text.ByteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop read from the ring in one go, framed in one format, one entry behind another. Confined to its event
 * loop.
 */
final class Batch {
    private static final int FIRST_ENTRIES = 64;

    private final ByteWriter bytes = new ByteWriter(16 * 1024);

    private int[] topics = new int[FIRST_ENTRIES];
    private int[] ends = new int[FIRST_ENTRIES];
    private long[] previousSeqs = new long[FIRST_ENTRIES];
    private int count;
    private @Nullable ByteBuf shared; // all bytes, made when first wanted

    /** Where the framed bytes of the next entry are to be appended; {@link #add} says what they were. */
    ByteWriter bytes() {
        return bytes;
    }

    /**
     * The bytes of one more entry were appended; returns which it is.
     *
     * @param previousSeq of all but status: the number of what was delivered before it
     */
    int add(int topic, long previousSeq) {
        if (count == topics.length) {
            topics = Arrays.copyOf(topics, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            previousSeqs = Arrays.copyOf(previousSeqs, count * 2);
        }
        topics[count] = topic;
        ends[count] = bytes.length();
        previousSeqs[count] = previousSeq;
        return count++;
    }

    /** Forgets bytes that were appended and not {@linkplain #add added}. */
    void abandon() {
        bytes.truncate(count == 0 ? 0 : ends[count - 1]);
    }

    int topic(int entry) {
        return topics[entry];
    }

    long previousSeq(int entry) {
        return previousSeqs[entry];
    }

    private int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }

    /** Bytes of one entry. */
    int length(int entry) {
        return ends[entry] - start(entry);
    }

    /** Bytes of all entries. */
    int length() {
        return bytes.length();
    }

    /** The bytes from entry {@code first} to {@code last}, shared by all groups that want such a run; retained. */
    ByteBuf run(int first, int last, ByteBufAllocator allocator) {
        if (shared == null) {
            shared = allocator.directBuffer(bytes.length());
            bytes.copyTo(shared);
        }
        return shared.retainedSlice(start(first), ends[last] - start(first));
    }

    /** Copies the bytes of one entry behind {@code out}. */
    void copy(int entry, ByteBuf out) {
        out.writeBytes(bytes.array(), start(entry), length(entry));
    }

    /** Has {@code stream} compress one entry. */
    void appendTo(GroupStream stream, int entry) {
        stream.append(bytes.array(), start(entry), ends[entry]);
    }

    /** Begins anew. */
    void clear() {
        count = 0;
        bytes.clear();
        if (shared != null) {
            shared.release();
            shared = null;
        }
    }
}
