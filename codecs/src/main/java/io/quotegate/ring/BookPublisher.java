package io.quotegate.ring;

import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;

/**
 * The write end of a {@link BookRing} and its {@link BookTable}. Confined to one thread, except for {@link #addDoorbell} and
 * {@link #removeDoorbell}. Publishing neither waits nor allocates, but for the first book of a pair.
 */
public final class BookPublisher {
    private final BookTable table;
    private final BroadcastTransmitter transmitter;
    private final UnsafeBuffer record = new UnsafeBuffer(BufferUtil.allocateDirectAligned(BookRing.MAX_RECORD, 64));
    private final Doorbells doorbells = new Doorbells();

    public BookPublisher(BookRing ring, BookTable table) {
        this.table = table;
        transmitter = new BroadcastTransmitter(ring.buffer());
    }

    /**
     * Puts a book into the table, then on the ring what changed, or that it is new as a whole.
     *
     * @param change what to say: a snapshot, of which the levels are not looked at, or an update, whose {@code seq} is one
     *               more than that of the record before it of the same pair; an update without levels tells of what stands
     *               beside them, as {@code stale}
     * @param book   all levels with this change, at most {@value BookPush#MAX_DEPTH} of each side
     */
    public void publish(BookPush change, OrderBook book) {
        table.put(change, book);
        if (change.snapshot) {
            transmit(change, 0, 0, BookLayout.SNAPSHOT_FLAG, 0);
        } else {
            publishUpdate(change);
        }
        doorbells.published();
    }

    private void publishUpdate(BookPush update) {
        int bidsTold = 0;
        int asksTold = 0;
        int part = 0;
        boolean more;
        do {
            int bids = Math.min(update.bids.count() - bidsTold, BookRing.MAX_LEVELS);
            int asks = Math.min(update.asks.count() - asksTold, BookRing.MAX_LEVELS - bids);
            int at = BookLayout.levels(record, BookLayout.HEADER, update.bids, bidsTold, bids);
            BookLayout.levels(record, at, update.asks, asksTold, asks);
            bidsTold += bids;
            asksTold += asks;
            more = bidsTold < update.bids.count() || asksTold < update.asks.count();
            transmit(update, bids, asks, more ? BookLayout.MORE_FLAG : 0, part++);
        } while (more);
    }

    private void transmit(BookPush change, int bids, int asks, int flags, int part) {
        BookLayout.header(record, change, bids, asks, flags);
        record.putShort(BookLayout.PART_OFFSET, (short) part);
        int length = BookLayout.HEADER + (bids + asks) * BookLayout.LEVEL;
        transmitter.transmit(BookRing.BOOK_TYPE, record, 0, length);
    }

    /** Says that records are missing here, see {@link QuotePublisher#publishLost}. */
    public void publishLost() {
        transmitter.transmit(BookRing.LOST_TYPE, record, 0, BookLayout.HEADER);
        doorbells.published();
    }

    /** What follows is numbered anew. Until it is told again as a whole, a book stands as stale, with the number 0. */
    public void renumber() {
        table.renumber();
        transmitter.transmit(BookRing.RENUMBERED_TYPE, record, 0, BookLayout.HEADER);
        doorbells.published();
    }

    /** Wakes the readers if anything was published since the last call, see {@link QuotePublisher#announce}. */
    public void announce() {
        doorbells.announce();
    }

    /** Lets {@code doorbell} ring from the next {@link #announce()} on; it may be one that quotes ring too. Any thread. */
    public void addDoorbell(Doorbell doorbell) {
        doorbells.add(doorbell);
    }

    /** Silences {@code doorbell}; a ring under way may still come. Any thread. */
    public void removeDoorbell(Doorbell doorbell) {
        doorbells.remove(doorbell);
    }
}
