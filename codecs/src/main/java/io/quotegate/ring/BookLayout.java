package io.quotegate.ring;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where each field of a book sits in memory, on the ring and in the table beside it. Native byte order.
 *
 * <pre>
 *  0     8               16             24         28     30     32      33      34    36
 *  +-----+---------------+--------------+----------+------+------+-------+-------+-----+---------+---------+--
 *  | seq | exchange time | receive time |instrument| bids | asks | venue | flags | (a) | bid ..  | ask ..  |
 *  |     | ns            | ns           |          |      |      |       |       |     |         |         |
 *  +-----+---------------+--------------+----------+------+------+-------+-------+-----+---------+---------+--
 *
 *  (a) on the ring the number of the part, 2 bytes; in the table the scales of all prices and of all sizes, 1 byte each
 *
 *  level: 0       8      16             17
 *         +-------+------+--------------+-------------+
 *         | price | size | price places | size places |
 *         +-------+------+--------------+-------------+
 * </pre>
 *
 * On the ring a price is a whole number with so many places, as in {@link io.quotegate.market.DepthLevels}; in the table it
 * is one at the scale of the book, as in {@link io.quotegate.market.book.BookSide}. What is sent to other machines looks as it does
 * on the ring. Stateless: any thread.
 */
public final class BookLayout {
    static final int SEQ_OFFSET = 0;
    static final int EXCHANGE_TIME_OFFSET = SEQ_OFFSET + Long.BYTES;
    static final int RECEIVE_TIME_OFFSET = EXCHANGE_TIME_OFFSET + Long.BYTES;
    static final int INSTRUMENT_OFFSET = RECEIVE_TIME_OFFSET + Long.BYTES;
    static final int BIDS_OFFSET = INSTRUMENT_OFFSET + Integer.BYTES;
    static final int ASKS_OFFSET = BIDS_OFFSET + Short.BYTES;
    static final int VENUE_OFFSET = ASKS_OFFSET + Short.BYTES;
    static final int FLAGS_OFFSET = VENUE_OFFSET + Byte.BYTES;
    static final int PART_OFFSET = FLAGS_OFFSET + Byte.BYTES;
    static final int PRICE_SCALE_OFFSET = PART_OFFSET;
    static final int SIZE_SCALE_OFFSET = PRICE_SCALE_OFFSET + Byte.BYTES;
    static final int HEADER = PART_OFFSET + Short.BYTES;

    static final int LEVEL = 2 * Long.BYTES + 2 * Byte.BYTES;

    static final int STALE_FLAG = 1;
    static final int SIMULATED_FLAG = 2;
    /** The book is to be taken from the table. */
    static final int SNAPSHOT_FLAG = 4;
    /** Another part of the same update follows. */
    static final int MORE_FLAG = 8;

    private BookLayout() {}

    /** Bytes that {@code push} takes, with all its levels. */
    public static int length(BookPush push) {
        return HEADER + (push.bids.count() + push.asks.count()) * LEVEL;
    }

    /** Writes all of {@code push} as one record, however many levels it has. */
    public static void put(UnsafeBuffer out, BookPush push) {
        header(out, push, push.bids.count(), push.asks.count(), push.snapshot ? SNAPSHOT_FLAG : 0);
        out.putShort(PART_OFFSET, (short) 0);
        int at = levels(out, HEADER, push.bids, 0, push.bids.count());
        levels(out, at, push.asks, 0, push.asks.count());
    }

    /** Whether {@code in} can be what {@link #put} wrote: it is as long as it says, and nothing in it is out of range. */
    public static boolean isWhole(UnsafeBuffer in) {
        if (in.capacity() < HEADER || in.getByte(VENUE_OFFSET) < 0 || in.getByte(VENUE_OFFSET) >= Venue.count()) {
            return false;
        }
        int bids = in.getShort(BIDS_OFFSET);
        int asks = in.getShort(ASKS_OFFSET);
        if (bids < 0 || asks < 0 || in.capacity() < HEADER + (bids + asks) * LEVEL) {
            return false;
        }
        int wrong = 0;
        for (int at = HEADER; at < HEADER + (bids + asks) * LEVEL; at += LEVEL) {
            int most = Math.max(pricePlaces(in, at), sizePlaces(in, at));
            int least = Math.min(pricePlaces(in, at), sizePlaces(in, at));
            wrong += least < 0 || most > DepthLevels.MAX_PLACES ? 1 : 0;
        }
        return wrong == 0;
    }

    /** Reads what {@link #put} wrote. */
    public static void read(UnsafeBuffer in, BookPush into) {
        readHeader(in, into);
        int at = readLevels(in, HEADER, in.getShort(BIDS_OFFSET), into.bids.clear());
        readLevels(in, at, in.getShort(ASKS_OFFSET), into.asks.clear());
    }

    /** Writes all of a header but its last two bytes. */
    static void header(UnsafeBuffer out, BookPush book, int bids, int asks, int moreFlags) {
        out.putLong(SEQ_OFFSET, book.seq);
        out.putLong(EXCHANGE_TIME_OFFSET, book.exchangeTimeNs);
        out.putLong(RECEIVE_TIME_OFFSET, book.receiveTimeNs);
        out.putInt(INSTRUMENT_OFFSET, book.instrumentId);
        out.putShort(BIDS_OFFSET, (short) bids);
        out.putShort(ASKS_OFFSET, (short) asks);
        out.putByte(VENUE_OFFSET, (byte) book.venue.code());
        int flags = (book.stale ? STALE_FLAG : 0) | (book.simulated ? SIMULATED_FLAG : 0) | moreFlags;
        out.putByte(FLAGS_OFFSET, (byte) flags);
    }

    /** Reads what {@link #header} wrote, but for the numbers of levels. */
    static void readHeader(UnsafeBuffer in, BookPush into) {
        into.seq = in.getLong(SEQ_OFFSET);
        into.prevSeq = into.seq - 1;
        into.drops = 0;
        into.depth = BookPush.MAX_DEPTH;
        into.exchangeTimeNs = in.getLong(EXCHANGE_TIME_OFFSET);
        into.receiveTimeNs = in.getLong(RECEIVE_TIME_OFFSET);
        into.instrumentId = in.getInt(INSTRUMENT_OFFSET);
        into.venue = Venue.ofCode(in.getByte(VENUE_OFFSET));
        int flags = in.getByte(FLAGS_OFFSET);
        into.snapshot = (flags & SNAPSHOT_FLAG) != 0;
        into.stale = (flags & STALE_FLAG) != 0;
        into.simulated = (flags & SIMULATED_FLAG) != 0;
    }

    static void level(UnsafeBuffer out, int at, long price, long size, int pricePlaces, int sizePlaces) {
        out.putLong(at, price);
        out.putLong(at + Long.BYTES, size);
        out.putByte(at + 2 * Long.BYTES, (byte) pricePlaces);
        out.putByte(at + 2 * Long.BYTES + 1, (byte) sizePlaces);
    }

    /** Writes so many levels from {@code from} on, and returns where the next would be. */
    static int levels(UnsafeBuffer out, int start, DepthLevels levels, int from, int count) {
        int at = start;
        for (int i = from; i < from + count; i++) {
            level(out, at, levels.price(i), levels.size(i), levels.pricePlaces(i), levels.sizePlaces(i));
            at += LEVEL;
        }
        return at;
    }

    /** Appends so many levels to {@code into}, and returns where the next would be. */
    static int readLevels(UnsafeBuffer in, int start, int count, DepthLevels into) {
        int at = start;
        for (int i = 0; i < count; i++) {
            into.add(price(in, at), pricePlaces(in, at), size(in, at), sizePlaces(in, at));
            at += LEVEL;
        }
        return at;
    }

    static long price(UnsafeBuffer in, int at) {
        return in.getLong(at);
    }

    static long size(UnsafeBuffer in, int at) {
        return in.getLong(at + Long.BYTES);
    }

    static int pricePlaces(UnsafeBuffer in, int at) {
        return in.getByte(at + 2 * Long.BYTES);
    }

    static int sizePlaces(UnsafeBuffer in, int at) {
        return in.getByte(at + 2 * Long.BYTES + 1);
    }
}
