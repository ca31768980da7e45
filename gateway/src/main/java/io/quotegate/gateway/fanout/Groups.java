package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subscribers of an event loop, grouped by what they want, and a batch per format. Confined to its event loop. */
final class Groups {
    private final int topicCount;
    private final Map<Key, Group> groups = new HashMap<>();
    private final @Nullable Batch[] batches = new Batch[WireFormat.count()]; // by format, made when first wanted
    private final List<Batch> used = new ArrayList<>();

    private record Key(WireFormat format, BitSet topics) {}

    Groups(int topicCount) {
        this.topicCount = topicCount;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Puts {@code subscriber} into the group that its topics and format make; into none if it wants nothing. */
    void join(Subscriber subscriber) {
        if (subscriber.topics().isEmpty()) {
            return;
        }
        Key key = new Key(subscriber.format(), (BitSet) subscriber.topics().clone());
        Group group = groups.get(key);
        if (group == null) {
            group = new Group(key.format(), key.topics());
            groups.put(key, group);
            batch(key.format()).join(group);
        }
        group.add(subscriber);
        subscriber.group(group);
    }

    /** Takes {@code subscriber} out of its group, if it is in one. */
    void leave(Subscriber subscriber) {
        Group group = subscriber.group();
        if (group == null) {
            return;
        }
        group.remove(subscriber);
        subscriber.group(null);
        if (group.isEmpty()) {
            groups.remove(new Key(group.format(), group.topics()));
            batch(group.format()).leave(group);
        }
    }

    private Batch batch(WireFormat format) {
        Batch batch = batches[format.ordinal()];
        if (batch == null) {
            batch = new Batch(format, topicCount);
            batches[format.ordinal()] = batch;
            used.add(batch);
        }
        return batch;
    }

    /** How many formats were ever wanted; see {@link #batch(int)}. */
    int batchCount() {
        return used.size();
    }

    Batch batch(int index) {
        return used.get(index);
    }

    /** Whether anybody wants {@code topic}. */
    boolean isWanted(int topic) {
        for (int i = 0; i < used.size(); i++) {
            if (used.get(i).isWanted(topic)) {
                return true;
            }
        }
        return false;
    }

    /** Hands what was gathered to everyone who wants it. */
    void deliver(ByteBufAllocator allocator) {
        for (int i = 0; i < used.size(); i++) {
            used.get(i).deliver(allocator);
        }
    }

    /** Closes the connections that were promised every quote. */
    void endModeAll() {
        groups.values().forEach(Group::endModeAll);
    }
}
