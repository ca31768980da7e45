package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBufAllocator;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.fanout.deflate.GroupStreams;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.text.ByteWriter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The subscribers of an event loop that want one format, grouped by what they want, and the batch that is put together
 * for them. Confined to its event loop.
 */
final class FormatGroups {
    private static final Group[] NONE = {};

    private final WireFormat format;
    private final Protocol protocol;
    private final ConnectionMetrics metrics;
    private final GroupStreams streams;
    private final Batch batch = new Batch();
    private final Map<BitSet, Group> groups = new HashMap<>(); // by topics
    private final Group[][] groupsByTopic; // who wants a topic; see Topics
    private final int[] groupCounts;

    private Group[] touched = new Group[16]; // those the batch has something for
    private int touchedCount;
    private long receivedNs; // epoch, of the first entry that was just received; 0 for none

    /** @param streams for those groups that are compressed as such */
    FormatGroups(WireFormat format, int topicCount, ConnectionMetrics metrics, GroupStreams streams) {
        this.format = format;
        this.metrics = metrics;
        this.streams = streams;
        protocol = format.protocol();
        groupsByTopic = new Group[topicCount][];
        Arrays.fill(groupsByTopic, NONE);
        groupCounts = new int[topicCount];
    }

    WireFormat format() {
        return format;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Whether there is a group of those who want {@code topics}. */
    boolean hasGroupOf(BitSet topics) {
        return groups.containsKey(topics);
    }

    /** Puts {@code subscriber}, which wants something, into the group that its topics make. */
    void join(Subscriber subscriber) {
        Group group = groups.get(subscriber.wanted());
        if (group == null) {
            BitSet topics = (BitSet) subscriber.wanted().clone();
            group = new Group(topics, batch, format.takesOver() ? streams.take() : null);
            groups.put(group.topics(), group);
            metrics.groups.increment();
            list(group);
        }
        group.add(subscriber);
    }

    /** Takes {@code subscriber}, which has not changed since it joined, out of its group. */
    void leave(Subscriber subscriber) {
        Group group = groups.get(subscriber.wanted());
        if (group == null) {
            throw new IllegalStateException("subscriber: " + subscriber.wanted() + " (expected: topics of a group)");
        }
        group.remove(subscriber);
        if (group.size() == 0) {
            groups.remove(group.topics());
            streams.giveBack(group.stream());
            metrics.groups.decrement();
            strike(group);
        }
    }

    private void list(Group group) {
        BitSet topics = group.topics();
        for (int topic = topics.nextSetBit(0); topic >= 0; topic = topics.nextSetBit(topic + 1)) {
            int count = groupCounts[topic]++;
            if (count == groupsByTopic[topic].length) {
                groupsByTopic[topic] = Arrays.copyOf(groupsByTopic[topic], Math.max(2, count * 2));
            }
            groupsByTopic[topic][count] = group;
        }
    }

    private void strike(Group group) {
        BitSet topics = group.topics();
        for (int topic = topics.nextSetBit(0); topic >= 0; topic = topics.nextSetBit(topic + 1)) {
            Group[] wanting = groupsByTopic[topic];
            int last = --groupCounts[topic];
            for (int i = 0; i <= last; i++) {
                if (wanting[i] == group) {
                    wanting[i] = wanting[last];
                    break;
                }
            }
            wanting[last] = null;
        }
    }

    /** Whether anybody wants {@code topic}. */
    boolean isWanted(int topic) {
        return groupCounts[topic] > 0;
    }

    /** Where the framed bytes of the next entry are to be appended; {@link #added} says what they were. */
    ByteWriter bytes() {
        return batch.bytes();
    }

    /**
     * The bytes of one more entry were appended.
     *
     * @param previousSeq of all but status: the number of what was delivered before it
     * @param drops       how many messages it says were lost before it
     */
    void added(int topic, long previousSeq, long drops) {
        int entry = batch.add(topic, previousSeq);
        Group[] wanting = groupsByTopic[topic];
        for (int i = 0; i < groupCounts[topic]; i++) {
            if (wanting[i].wants(entry, drops)) {
                touch(wanting[i]);
            }
        }
    }

    /** The entry that was just added had been received at {@code epochNs}, and was published since the last batch. */
    void received(long epochNs) {
        if (receivedNs == 0) {
            receivedNs = epochNs;
        }
    }

    private void touch(Group group) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touchedCount * 2);
        }
        touched[touchedCount++] = group;
    }

    /**
     * Hands every group its part of the batch, one buffer each, and begins anew, whatever happens; how many drops members
     * were told of, all together.
     */
    long deliver(ByteBufAllocator allocator, FaultGuard guard) {
        long drops = 0;
        for (int i = 0; i < touchedCount; i++) {
            drops += touched[i].deliver(allocator, guard);
            touched[i] = null;
        }
        touchedCount = 0;
        batch.clear();
        if (receivedNs != 0) {
            metrics.delivered(protocol, receivedNs);
            receivedNs = 0;
        }
        return drops;
    }

    /**
     * Something of {@code topic} could not be appended: those who want it have missed it. What was appended before must have
     * been delivered.
     */
    void miss(int topic, long previousSeq, FaultGuard guard) {
        for (int i = groupCounts[topic] - 1; i >= 0; i--) {
            groupsByTopic[topic][i].miss(topic, previousSeq, guard);
        }
    }

    /** Throws away what was appended and not {@linkplain #added added}. */
    void abandon() {
        batch.abandon();
    }

    /** Sends those who missed something the newest of it; whether nobody waits for it any more. */
    boolean catchUp(FaultGuard guard) {
        boolean done = true;
        for (Group group : List.copyOf(groups.values())) {
            done &= group.catchUp(guard);
        }
        return done;
    }

    /** Closes the connections that were promised everything of topics of which {@code lost} is true. */
    void endModeAll(Predicate<BitSet> lost, FaultGuard guard) {
        for (Group group : List.copyOf(groups.values())) { // one that its last member leaves goes
            if (lost.test(group.topics())) {
                group.endModeAll(guard);
            }
        }
    }
}
