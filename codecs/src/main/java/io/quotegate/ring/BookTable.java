package io.quotegate.ring;

import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.BookSide;
import io.quotegate.market.book.OrderBook;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The best {@value BookPush#MAX_DEPTH} levels of the book of every instrument that has one. One writer, any number of
 * readers; a sequence lock per instrument, so a reader never sees half a book and the writer never waits. Written before the
 * ring, so it may run ahead of a ring reader. A book takes {@link #SLOT} bytes of direct memory from its first one on.
 *
 * <pre>
 *  slot: 0        40        64              64 + 400 levels    64 + 800 levels
 *        +--------+---------+---------------+------------------+
 *        | header | version | bids, best .. | asks, best ..    |   version: odd while being written
 *        +--------+---------+---------------+------------------+
 * </pre>
 */
public final class BookTable {
    /** Bytes that the book of one instrument takes. */
    public static final int SLOT = 64 + 2 * BookPush.MAX_DEPTH * BookLayout.LEVEL;

    static final int VERSION_OFFSET = 40;
    static final int BIDS_OFFSET = 64;
    static final int ASKS_OFFSET = BIDS_OFFSET + BookPush.MAX_DEPTH * BookLayout.LEVEL;

    private static final int CACHE_LINE = 64;

    private final AtomicReferenceArray<@Nullable UnsafeBuffer> slots; // by instrument

    public BookTable(int instruments) {
        slots = new AtomicReferenceArray<>(instruments);
    }

    /** Reads this table. Any thread; the reader belongs to one. */
    public BookReader reader() {
        return new BookReader(this);
    }

    /** Where a book is; null if there has been none. */
    @Nullable
    UnsafeBuffer slot(int instrumentId) {
        return slots.get(instrumentId);
    }

    /** Stores {@code levels}, {@value BookPush#MAX_DEPTH} a side at most, with what {@code head} says beside. The writer's thread only. */
    void put(BookPush head, OrderBook levels) {
        UnsafeBuffer known = slots.get(head.instrumentId);
        UnsafeBuffer slot = known == null ? newSlot() : known;
        long version = slot.getLong(VERSION_OFFSET);
        slot.putLong(VERSION_OFFSET, version + 1);
        VarHandle.storeStoreFence(); // orders the odd version before the bytes it warns of
        BookLayout.header(slot, head, levels.bids().depth(), levels.asks().depth(), BookLayout.SNAPSHOT_FLAG);
        slot.putByte(BookLayout.PRICE_SCALE_OFFSET, (byte) levels.priceScale());
        slot.putByte(BookLayout.SIZE_SCALE_OFFSET, (byte) levels.sizeScale());
        put(slot, BIDS_OFFSET, levels.bids());
        put(slot, ASKS_OFFSET, levels.asks());
        slot.putLongRelease(VERSION_OFFSET, version + 2); // orders the bytes before the even version
        if (known == null) {
            slots.setRelease(head.instrumentId, slot); // orders the first book before that there is one
        }
    }

    /** What is put from now on is numbered anew: what is there stands as stale, with the number 0. The writer's thread only. */
    void renumber() {
        for (int id = 0; id < slots.length(); id++) {
            UnsafeBuffer slot = slots.get(id);
            if (slot != null) {
                long version = slot.getLong(VERSION_OFFSET);
                slot.putLong(VERSION_OFFSET, version + 1);
                VarHandle.storeStoreFence(); // as in put
                slot.putLong(BookLayout.SEQ_OFFSET, 0);
                int flags = slot.getByte(BookLayout.FLAGS_OFFSET) | BookLayout.STALE_FLAG;
                slot.putByte(BookLayout.FLAGS_OFFSET, (byte) flags);
                slot.putLongRelease(VERSION_OFFSET, version + 2);
            }
        }
    }

    private static UnsafeBuffer newSlot() {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(SLOT, CACHE_LINE));
    }

    private static void put(UnsafeBuffer slot, int from, BookSide side) {
        int at = from;
        for (int level = 0; level < side.depth(); level++) {
            BookLayout.level(
                    slot, at, side.price(level), side.size(level), side.pricePlaces(level), side.sizePlaces(level));
            at += BookLayout.LEVEL;
        }
    }
}
