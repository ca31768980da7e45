package io.quotegate.ring;

import io.quotegate.market.book.BookPush;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;

/**
 * Reads a {@link BookRing} and puts the parts of an update together again. Confined to one thread. Loss is reported, never
 * thrown.
 */
public final class BookReceiver {
    private final UnsafeBuffer ring;
    private final UnsafeBuffer copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(BookRing.MAX_RECORD, 64));
    private final BookPush update = new BookPush();

    private BroadcastReceiver receiver;
    private long lapsSeen;
    private int nextPart; // of the update that is being put together; 0 while there is none

    BookReceiver(UnsafeBuffer ring) {
        this.ring = ring;
        receiver = new BroadcastReceiver(ring);
    }

    /** Hands at most {@code limit} records to {@code consumer} and returns how many; fewer than {@code limit} is all. */
    public int poll(BookConsumer consumer, int limit) {
        int polled = 0;
        while (polled < limit && receiver.receiveNext()) {
            int type = receiver.typeId();
            copy();
            if (!receiver.validate()) {
                rejoin(); // the writer overtook us while we copied: the copy may be torn
                consumer.onLapped();
                continue;
            }
            if (receiver.lappedCount() != lapsSeen) {
                lapsSeen = receiver.lappedCount();
                nextPart = 0;
                consumer.onLapped();
            }
            take(type, consumer);
            polled++;
        }
        return polled;
    }

    /** Of a record that is being overwritten even the length is not to be trusted. */
    private void copy() {
        int from = receiver.offset();
        int length = Math.min(receiver.length(), Math.min(BookRing.MAX_RECORD, ring.capacity() - from));
        copy.putBytes(0, ring, from, Math.max(0, length));
    }

    private void rejoin() {
        // A torn record has a torn length too, so the old cursor cannot be trusted.
        receiver = new BroadcastReceiver(ring);
        lapsSeen = 0;
        nextPart = 0;
    }

    private void take(int type, BookConsumer consumer) {
        switch (type) {
            case BookRing.BOOK_TYPE -> take(consumer);
            case BookRing.RENUMBERED_TYPE -> {
                nextPart = 0;
                consumer.onBooksRenumbered();
            }
            default -> {
                nextPart = 0;
                consumer.onLapped();
            }
        }
    }

    private void take(BookConsumer consumer) {
        int flags = copy.getByte(BookLayout.FLAGS_OFFSET);
        if ((flags & BookLayout.SNAPSHOT_FLAG) != 0) {
            nextPart = 0;
            consumer.onSnapshot(copy.getInt(BookLayout.INSTRUMENT_OFFSET), copy.getLong(BookLayout.SEQ_OFFSET));
            return;
        }
        int part = copy.getShort(BookLayout.PART_OFFSET);
        if (part != nextPart) { // it was begun before this reader was
            return;
        }
        if (part == 0) {
            BookLayout.readHeader(copy, update);
            update.bids.clear();
            update.asks.clear();
        }
        int bids = copy.getShort(BookLayout.BIDS_OFFSET);
        int at = BookLayout.readLevels(copy, BookLayout.HEADER, bids, update.bids);
        BookLayout.readLevels(copy, at, copy.getShort(BookLayout.ASKS_OFFSET), update.asks);
        if ((flags & BookLayout.MORE_FLAG) != 0) {
            nextPart++;
        } else {
            nextPart = 0;
            consumer.onUpdate(update);
        }
    }
}
