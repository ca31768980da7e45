package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.fanout.deflate.GroupStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers that want the same topics in the same format, so that what they get of a batch is put together once.
 * Confined to its event loop.
 */
final class Group {
    private final BitSet topics;
    private final BatchPart part;
    private final @Nullable GroupStream stream; // null where nothing refers to what was sent before
    private final List<Subscriber> members = new ArrayList<>();

    private long drops; // that the part tells of: the event loop was lapped

    /**
     * @param topics not to be changed afterwards
     * @param batch  of its format; with a stream that is one whose messages are not compressed
     */
    Group(BitSet topics, Batch batch, @Nullable GroupStream stream) {
        this.topics = topics;
        this.stream = stream;
        part = new BatchPart(batch);
    }

    BitSet topics() {
        return topics;
    }

    @Nullable
    GroupStream stream() {
        return stream;
    }

    int size() {
        return members.size();
    }

    void add(Subscriber subscriber) {
        subscriber.place(members.size());
        subscriber.member().join(stream);
        members.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        subscriber.member().leave();
        Subscriber last = members.remove(members.size() - 1);
        if (last != subscriber) {
            members.set(subscriber.place(), last);
            last.place(subscriber.place());
        }
    }

    /** Notes that an entry of the batch under way, which tells of {@code told} drops, is for this group; true for the first. */
    boolean wants(int entry, long told) {
        part.add(entry);
        drops += told;
        return part.count() == 1;
    }

    /**
     * Hands what this group wants of the batch to each member. A member that cannot be written to is closed, and where
     * there is nothing to hand out, for want of memory, all have missed it; the other groups notice nothing. Returns how
     * many drops members were told of: who is behind already is told of them later, with its own.
     */
    long deliver(ByteBufAllocator allocator, FaultGuard guard) {
        int told = 0;
        long each = drops;
        try {
            told = stream == null || members.isEmpty() ? hand(allocator, guard) : hand(stream, allocator, guard);
        } catch (Throwable fault) {
            guard.caught(fault);
            for (int i = members.size() - 1; i >= 0; i--) {
                members.get(i).miss(part, guard);
            }
        } finally {
            part.clear();
            drops = 0;
        }
        return told * each;
    }

    private int hand(ByteBufAllocator allocator, FaultGuard guard) {
        int told = 0;
        ByteBuf bytes = part.bytes(allocator);
        try {
            for (int i = members.size() - 1; i >= 0; i--) { // backwards: a slow one may be removed
                told += members.get(i).deliver(part, bytes, guard) ? 1 : 0;
            }
        } finally {
            bytes.release();
        }
        return told;
    }

    /** Compressed to those who are in step, and to the others as it is. */
    private int hand(GroupStream compressing, ByteBufAllocator allocator, FaultGuard guard) {
        boolean anew = compressing.beginBatch();
        part.appendTo(compressing);
        ByteBuf packed = compressing.bytes(allocator);
        ByteBuf plain = Unpooled.EMPTY_BUFFER;
        int told = 0;
        int waiting = 0;
        try {
            if (!anew && compressing.membersInStep() < members.size()) {
                plain = part.bytes(allocator);
            }
            for (int i = members.size() - 1; i >= 0; i--) {
                Subscriber subscriber = members.get(i);
                if (anew) {
                    subscriber.member().stepIn(); // until something is not sent to it
                }
                boolean reads = subscriber.member().isInStep();
                boolean taken = subscriber.deliver(part, reads ? packed : plain, guard);
                told += taken ? 1 : 0;
                waiting += !reads && (taken || subscriber.wantsEveryQuote()) ? 1 : 0;
            }
        } finally {
            packed.release();
            plain.release();
        }
        compressing.endBatch(waiting);
        return told;
    }

    /** Something of {@code topic} could not be put into the batch; what was delivered before it was {@code previousSeq}. */
    void miss(int topic, long previousSeq, FaultGuard guard) {
        for (int i = members.size() - 1; i >= 0; i--) {
            members.get(i).miss(topic, previousSeq, guard);
        }
    }

    /** Sends those who missed something the newest of it; whether nobody waits for it any more. */
    boolean catchUp(FaultGuard guard) {
        boolean done = true;
        for (int i = members.size() - 1; i >= 0; i--) {
            done &= members.get(i).catchUpOrFail(guard);
        }
        return done;
    }

    /** Closes the members that were promised every quote, which is no longer possible. */
    void endModeAll(FaultGuard guard) {
        for (int i = members.size() - 1; i >= 0; i--) {
            members.get(i).onLapped(guard);
        }
    }
}
