package io.quotegate.ring;

import io.quotegate.market.QuoteLayout;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where on a ring the newest quote and the newest trade of every instrument are; each record leads to the one before it of
 * the same kind and instrument, and to one up to {@link #BLOCK} of them back. So a record is found by its {@code seq} in a
 * few steps, however long the ring is, and nobody who does not look for one pays for it.
 *
 * <p>A chain has no gaps: it begins anew where a {@code seq} does not follow the one before. Written by the thread that
 * writes the ring, before the record is on it; read by any.
 *
 * <pre>
 *  slot: 0       8       16
 *        +-------+-------+
 *        | index | seq   |   of the newest record; an index of -1 before the first
 *        +-------+-------+
 * </pre>
 */
final class RecordChains {
    /** The index of a record that there is not. */
    static final long NONE = -1;

    /** The index of no record that will ever be. */
    static final long NOWHERE = Long.MAX_VALUE;

    /** In place of a distance: the record says again what the one before it said. */
    static final int REPEATED = -1;

    /** How many records a long step is at most. */
    static final int BLOCK = 64;

    private static final int SEQ_OFFSET = Long.BYTES;
    private static final int SLOT = 2 * Long.BYTES;
    private static final int CACHE_LINE = 64;

    private final int instruments;
    private final UnsafeBuffer newest;
    private final UnsafeBuffer order = new UnsafeBuffer(BufferUtil.allocateDirectAligned(CACHE_LINE, CACHE_LINE));
    private final long[] blocks; // by chain: the index of its newest record whose seq is a multiple of BLOCK

    RecordChains(int instruments) {
        this.instruments = instruments;
        newest = new UnsafeBuffer(BufferUtil.allocateDirectAligned(Math.max(1, 2 * instruments) * SLOT, CACHE_LINE));
        blocks = new long[2 * instruments];
        clear();
    }

    /** Which chain the quotes of an instrument are. */
    int quotes(int instrumentId) {
        return instrumentId;
    }

    /** Which chain its trades are, of the venue that serves it. */
    int trades(int instrumentId) {
        return instruments + instrumentId;
    }

    /** Whatever is on the ring is found no more: what follows is numbered anew. The writer's thread only. */
    void clear() {
        for (int chain = 0; chain < blocks.length; chain++) {
            newest.putLongRelease(chain * SLOT, NONE);
            newest.putLongRelease(chain * SLOT + SEQ_OFFSET, 0);
        }
        Arrays.fill(blocks, NONE);
    }

    /** Links {@code record}, which is about to be put on the ring at {@code index}. The writer's thread only. */
    void link(int chain, long seq, long index, UnsafeBuffer record, int capacity) {
        int slot = chain * SLOT;
        long previous = newest.getLong(slot);
        long known = newest.getLong(slot + SEQ_OFFSET);
        boolean follows = previous != NONE && known == seq - 1;
        int nowhere = previous != NONE && known == seq ? REPEATED : 0;
        long block = follows ? blocks[chain] : NONE;
        record.putInt(QuoteLayout.PREVIOUS_OFFSET, follows ? distance(index, previous, capacity) : nowhere);
        record.putInt(QuoteLayout.BLOCK_OFFSET, block == NONE ? 0 : distance(index, block, capacity));
        blocks[chain] = seq % BLOCK == 0 ? index : block;
        newest.putLongRelease(slot, index); // orders it before the number, by which a reader knows that it is of this
        newest.putLongRelease(slot + SEQ_OFFSET, seq);
    }

    /**
     * From {@code index} on the records are all there are, in the order of their numbers, and what is before it is numbered
     * {@code before} at most. The writer's thread only.
     */
    void orderFrom(long index, long before) {
        order.putLongRelease(0, NOWHERE); // the number is read between two looks at the index
        VarHandle.storeStoreFence();
        order.putLong(Long.BYTES, before);
        order.putLongRelease(0, index);
    }

    /** From which index on the records are in order; {@link #NOWHERE} for none. */
    long orderedFrom() {
        return order.getLongAcquire(0);
    }

    /** The number of what is before that index, valid if that is the same afterwards. */
    long numberBeforeOrder() {
        long before = order.getLong(Long.BYTES);
        VarHandle.loadLoadFence();
        return before;
    }

    /** 0 where the record is not on the ring any more. */
    private static int distance(long index, long earlier, int capacity) {
        return index - earlier < capacity ? (int) (index - earlier) : 0;
    }

    /** The index of the newest record of {@code chain}, which may be about to be put on the ring; {@link #NONE} for none. */
    long index(int chain) {
        return newest.getLongAcquire(chain * SLOT);
    }

    /** The number of the newest record of {@code chain}, of which the index is known; 0 before the first. */
    long seq(int chain) {
        return newest.getLongAcquire(chain * SLOT + SEQ_OFFSET);
    }
}
