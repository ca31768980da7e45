package io.quotegate.ring;

import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.book.BookPush;
import java.lang.invoke.VarHandle;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads books from a {@link BookTable}: for a new subscriber, for who asks once, and for a reader of the ring that was told
 * to. Confined to one thread.
 */
public final class BookReader {
    private final BookTable table;
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[BookTable.SLOT]);

    BookReader(BookTable table) {
        this.table = table;
    }

    /**
     * Copies the best levels of a book, at most {@code depth} of each side, as a snapshot of that depth, with everything
     * that there is to know of it. Records of the ring with a {@code seq} that is not higher are part of it.
     *
     * @return false if there has been no book of the instrument
     */
    public boolean read(int instrumentId, int depth, BookPush into) {
        UnsafeBuffer slot = table.slot(instrumentId);
        if (slot == null) {
            return false;
        }
        while (!tryCopy(slot, depth)) {
            Thread.onSpinWait();
        }
        BookLayout.readHeader(copy, into);
        into.depth = depth;
        levels(BookTable.BIDS_OFFSET, BookLayout.BIDS_OFFSET, depth, into.bids.clear());
        levels(BookTable.ASKS_OFFSET, BookLayout.ASKS_OFFSET, depth, into.asks.clear());
        return true;
    }

    private boolean tryCopy(UnsafeBuffer slot, int depth) {
        long version = slot.getLongAcquire(BookTable.VERSION_OFFSET); // orders it before the bytes
        if ((version & 1) != 0) {
            return false;
        }
        int bytes = Math.min(depth, BookPush.MAX_DEPTH) * BookLayout.LEVEL;
        copy.putBytes(0, slot, 0, BookLayout.HEADER);
        copy.putBytes(BookTable.BIDS_OFFSET, slot, BookTable.BIDS_OFFSET, bytes);
        copy.putBytes(BookTable.ASKS_OFFSET, slot, BookTable.ASKS_OFFSET, bytes);
        VarHandle.loadLoadFence(); // orders the bytes before the second look at the version
        return slot.getLong(BookTable.VERSION_OFFSET) == version;
    }

    private void levels(int from, int countOffset, int depth, DepthLevels out) {
        int priceScale = copy.getByte(BookLayout.PRICE_SCALE_OFFSET);
        int sizeScale = copy.getByte(BookLayout.SIZE_SCALE_OFFSET);
        int at = from;
        for (int i = Math.min(depth, copy.getShort(countOffset)); i > 0; i--) {
            int pricePlaces = BookLayout.pricePlaces(copy, at);
            int sizePlaces = BookLayout.sizePlaces(copy, at);
            out.add(
                    BookLayout.price(copy, at) / Decimal.powerOfTen(priceScale - pricePlaces),
                    pricePlaces,
                    BookLayout.size(copy, at) / Decimal.powerOfTen(sizeScale - sizePlaces),
                    sizePlaces);
            at += BookLayout.LEVEL;
        }
    }
}
