package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quotegate.api.DeliveryMode;
import io.quotegate.gateway.session.DisconnectReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Subscribers that want the same topics in the same format, so that what they get is put together once. Confined to its event loop. */
final class Group {
    private final WireFormat format;
    private final BitSet topics;
    private final List<Subscriber> members = new ArrayList<>();

    private int[] wanted = new int[16]; // entries of the batch under way
    private int wantedCount;

    /** @param topics not to be changed afterwards */
    Group(WireFormat format, BitSet topics) {
        this.format = format;
        this.topics = topics;
    }

    WireFormat format() {
        return format;
    }

    BitSet topics() {
        return topics;
    }

    int size() {
        return members.size();
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    void add(Subscriber subscriber) {
        subscriber.place(members.size());
        members.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        Subscriber last = members.remove(members.size() - 1);
        if (last != subscriber) {
            members.set(subscriber.place(), last);
            last.place(subscriber.place());
        }
    }

    /** Notes that an entry of the batch under way is for this group; true for the first one. */
    boolean wants(int entry) {
        if (wantedCount == wanted.length) {
            wanted = Arrays.copyOf(wanted, wantedCount * 2);
        }
        wanted[wantedCount++] = entry;
        return wantedCount == 1;
    }

    int wantedCount() {
        return wantedCount;
    }

    int wanted(int i) {
        return wanted[i];
    }

    /** Writes what this group wants of {@code batch} to each member. */
    void deliver(Batch batch, ByteBufAllocator allocator) {
        ByteBuf bytes = gather(batch, allocator);
        try {
            for (int i = members.size() - 1; i >= 0; i--) { // backwards: a slow one may be removed
                members.get(i).deliver(this, batch, bytes);
            }
        } finally {
            bytes.release();
            wantedCount = 0;
        }
    }

    /** Closes the members that were promised every quote. */
    void endModeAll() {
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).mode() == DeliveryMode.ALL) {
                members.get(i).outlet().end(DisconnectReason.LAPPED);
            }
        }
    }

    private ByteBuf gather(Batch batch, ByteBufAllocator allocator) {
        int first = wanted[0];
        int last = wanted[wantedCount - 1];
        int length = 0;
        for (int i = 0; i < wantedCount; i++) {
            length += batch.end(wanted[i]) - batch.start(wanted[i]);
        }
        if (last - first == wantedCount - 1 && length >= batch.length() / 2) {
            return batch.shared(first, last, allocator); // not a small part: a slow client would hold all of it
        }
        ByteBuf own = allocator.directBuffer(length);
        for (int i = 0; i < wantedCount; i++) {
            batch.copy(wanted[i], own);
        }
        return own;
    }
}
