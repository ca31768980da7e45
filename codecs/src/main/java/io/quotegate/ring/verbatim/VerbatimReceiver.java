package io.quotegate.ring.verbatim;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;

/** Reads a {@link VerbatimRing}. Confined to one thread. Loss is reported, never thrown. */
public final class VerbatimReceiver {
    private final UnsafeBuffer ring;
    private final UnsafeBuffer view;

    private byte[] copy = new byte[64 * 1024];
    private BroadcastReceiver receiver;
    private long lapsSeen;

    VerbatimReceiver(UnsafeBuffer ring) {
        this.ring = ring;
        view = new UnsafeBuffer(copy);
        receiver = new BroadcastReceiver(ring);
        skipOld();
    }

    /** Agrona's receivers begin with the record published last, which is of the time before. */
    private void skipOld() {
        receiver.receiveNext();
    }

    /** Hands at most {@code limit} records to {@code consumer} and returns how many; fewer than {@code limit} is all. */
    public int poll(VerbatimConsumer consumer, int limit) {
        int polled = 0;
        while (polled < limit && receiver.receiveNext()) {
            int type = receiver.typeId();
            int length = receiver.length();
            boolean whole =
                    length >= 0 && receiver.offset() + length <= ring.capacity(); // a torn one may be of any length
            if (whole) {
                copy(length);
            }
            if (!receiver.validate() || !whole) {
                rejoin(); // the writer overtook us while we copied: the copy may be torn, and so may the cursor
                consumer.onLapped();
                continue;
            }
            if (receiver.lappedCount() != lapsSeen) {
                lapsSeen = receiver.lappedCount();
                consumer.onLapped();
            }
            hand(VerbatimRing.Kind.of(type), length, consumer);
            polled++;
        }
        return polled;
    }

    private void copy(int length) {
        if (copy.length < length) {
            copy = new byte[Integer.highestOneBit(length) * 2];
            view.wrap(copy);
        }
        receiver.buffer().getBytes(receiver.offset(), copy, 0, length);
    }

    private void hand(VerbatimRing.Kind kind, int length, VerbatimConsumer consumer) {
        int topic = view.getInt(VerbatimRing.TOPIC_OFFSET);
        if (kind == VerbatimRing.Kind.EVENT) {
            consumer.onEvent(topic, copy, VerbatimRing.EVENT_PAYLOAD_OFFSET, length);
            return;
        }
        int source = view.getInt(VerbatimRing.SOURCE_OFFSET);
        int nameLength = view.getInt(VerbatimRing.NAME_LENGTH_OFFSET);
        String name = new String(copy, VerbatimRing.NAME_OFFSET, nameLength, UTF_8);
        int from = VerbatimRing.NAME_OFFSET + nameLength;
        switch (kind) {
            case TAKEN -> consumer.onTaken(topic, source, name, copy, from, length);
            case REFUSED -> consumer.onRefused(source, name, copy, from, length);
            case AWAY -> consumer.onAway(source);
            case EVENT -> throw new IllegalStateException("told above");
        }
    }

    private void rejoin() {
        receiver = new BroadcastReceiver(ring);
        lapsSeen = 0;
    }
}
