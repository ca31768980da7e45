package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quotegate.text.ByteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop read from the ring in one go, framed in one format, and which groups are to have which parts of
 * it. Confined to its event loop.
 */
final class Batch {
    private static final int FIRST_ENTRIES = 64;

    private final WireFormat format;
    private final ByteWriter bytes = new ByteWriter(16 * 1024);
    private final Group[][] groupsByTopic; // who wants a topic; see Topics
    private final int[] groupCounts;

    private int[] topics = new int[FIRST_ENTRIES];
    private int[] ends = new int[FIRST_ENTRIES];
    private long[] previousSeqs = new long[FIRST_ENTRIES];
    private int entries;

    private Group[] dirty = new Group[16];
    private int dirtyCount;
    private @Nullable ByteBuf shared;

    Batch(WireFormat format, int topicCount) {
        this.format = format;
        groupsByTopic = new Group[topicCount][];
        Arrays.setAll(groupsByTopic, i -> new Group[2]);
        groupCounts = new int[topicCount];
    }

    WireFormat format() {
        return format;
    }

    void join(Group group) {
        for (int topic = group.topics().nextSetBit(0);
                topic >= 0;
                topic = group.topics().nextSetBit(topic + 1)) {
            int count = groupCounts[topic]++;
            if (count == groupsByTopic[topic].length) {
                groupsByTopic[topic] = Arrays.copyOf(groupsByTopic[topic], count * 2);
            }
            groupsByTopic[topic][count] = group;
        }
    }

    void leave(Group group) {
        for (int topic = group.topics().nextSetBit(0);
                topic >= 0;
                topic = group.topics().nextSetBit(topic + 1)) {
            Group[] groups = groupsByTopic[topic];
            int last = --groupCounts[topic];
            for (int i = 0; i <= last; i++) {
                if (groups[i] == group) {
                    groups[i] = groups[last];
                    break;
                }
            }
            groups[last] = null;
        }
    }

    /** Whether anybody wants {@code topic}. */
    boolean isWanted(int topic) {
        return groupCounts[topic] > 0;
    }

    /** How many subscribers want {@code topic}. */
    int memberCount(int topic) {
        int count = 0;
        for (int i = 0; i < groupCounts[topic]; i++) {
            count += groupsByTopic[topic][i].size();
        }
        return count;
    }

    /** Where the framed bytes of the next entry are to be appended; {@link #added} says what they were. */
    ByteWriter bytes() {
        return bytes;
    }

    /**
     * The bytes of one more entry were appended.
     *
     * @param previousSeq of all but status: the number of what was delivered before it
     */
    void added(int topic, long previousSeq) {
        if (entries == topics.length) {
            topics = Arrays.copyOf(topics, entries * 2);
            ends = Arrays.copyOf(ends, entries * 2);
            previousSeqs = Arrays.copyOf(previousSeqs, entries * 2);
        }
        topics[entries] = topic;
        ends[entries] = bytes.length();
        previousSeqs[entries] = previousSeq;
        Group[] groups = groupsByTopic[topic];
        for (int i = 0; i < groupCounts[topic]; i++) {
            if (groups[i].wants(entries)) {
                markDirty(groups[i]);
            }
        }
        entries++;
    }

    private void markDirty(Group group) {
        if (dirtyCount == dirty.length) {
            dirty = Arrays.copyOf(dirty, dirtyCount * 2);
        }
        dirty[dirtyCount++] = group;
    }

    int topic(int entry) {
        return topics[entry];
    }

    long previousSeq(int entry) {
        return previousSeqs[entry];
    }

    int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }

    int end(int entry) {
        return ends[entry];
    }

    /** Bytes of all entries. */
    int length() {
        return bytes.length();
    }

    /** Hands every group its part, one buffer each, and starts anew. */
    void deliver(ByteBufAllocator allocator) {
        for (int i = 0; i < dirtyCount; i++) {
            dirty[i].deliver(this, allocator);
            dirty[i] = null;
        }
        dirtyCount = 0;
        entries = 0;
        bytes.clear();
        if (shared != null) {
            shared.release();
            shared = null;
        }
    }

    /** The bytes from entry {@code first} to {@code last}, shared by all groups that want such a run; retained. */
    ByteBuf shared(int first, int last, ByteBufAllocator allocator) {
        if (shared == null) {
            shared = allocator.directBuffer(bytes.length());
            bytes.copyTo(shared);
        }
        return shared.retainedSlice(start(first), end(last) - start(first));
    }

    /** Copies the bytes of one entry behind {@code out}. */
    void copy(int entry, ByteBuf out) {
        out.writeBytes(bytes.array(), start(entry), end(entry) - start(entry));
    }
}
