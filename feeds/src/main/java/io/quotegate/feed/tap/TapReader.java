package io.quotegate.feed.tap;

import io.quotegate.market.Venue;
import io.quotegate.ring.Doorbell;
import io.quotegate.ring.Doorbells;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * The end of a {@link FeedTap} that empties it. Whoever has it looks every now and then, or {@linkplain #attend() is woken}.
 * Confined to its loop.
 */
public final class TapReader {
    private final RingBuffer ring;
    private final TapListener listener;
    private final Doorbells doorbells;
    private final Doorbell doorbell;

    private final MessageHandler onRecord = this::onRecord;

    private byte[] copy = new byte[64 * 1024];
    private boolean attends;

    TapReader(RingBuffer ring, TapListener listener, Doorbells doorbells, Doorbell doorbell) {
        this.ring = ring;
        this.listener = listener;
        this.doorbells = doorbells;
        this.doorbell = doorbell;
    }

    /** Is woken from now on whenever something was said; what was said before is to be read. */
    public void attend() {
        if (!attends) {
            attends = true;
            doorbells.add(doorbell);
        }
    }

    /** Is woken no more. */
    public void rest() {
        if (attends) {
            attends = false;
            doorbells.remove(doorbell);
        }
    }

    /** Tells at most {@code limit} messages and returns how many there were; fewer than {@code limit} is all. */
    public int read(int limit) {
        doorbell.rearm();
        int count = 0;
        int empty = 0; // in a row: the first may be the rest of the ring before its beginning
        while (count < limit && empty < 2) {
            int read = ring.read(onRecord, limit - count);
            empty = read > 0 ? 0 : ring.size() == 0 ? 2 : empty + 1;
            count += read;
        }
        listener.onReadComplete();
        return count;
    }

    private void onRecord(int type, MutableDirectBuffer in, int at, int length) {
        int connection = in.getInt(at);
        int payload = length - FeedTap.PAYLOAD_OFFSET;
        switch (type) {
            case FeedTap.OPEN -> listener.onOpen(connection, Venue.ofCode(in.getInt(at + FeedTap.PAYLOAD_OFFSET)));
            case FeedTap.SAID -> listener.onSaid(connection, copied(in, at, payload), 0, payload);
            case FeedTap.HEARD -> listener.onHeard(connection, copied(in, at, payload), 0, payload);
            case FeedTap.ALIVE -> listener.onAlive(connection);
            case FeedTap.END -> listener.onEnd(connection);
            case FeedTap.LOST -> listener.onLost();
            default -> throw new IllegalStateException("type: " + type);
        }
    }

    private byte[] copied(MutableDirectBuffer in, int at, int length) {
        if (copy.length < length) {
            copy = new byte[Integer.highestOneBit(length) * 2];
        }
        in.getBytes(at + FeedTap.PAYLOAD_OFFSET, copy, 0, length);
        return copy;
    }
}
