package io.quotegate.ring;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeFlyweight;
import java.lang.invoke.VarHandle;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.RecordDescriptor;

/**
 * Reads what a {@link QuoteRing} still holds, in any order. A record has an index, which rises by one with each that is
 * published, of whatever kind. Confined to one thread; that a record is overwritten is a value, never an exception.
 */
public final class RingHistory {
    /** In place of an index: nothing was published since. */
    public static final long CURRENT = Long.MAX_VALUE;

    /** In place of an index: not all that was published since is on the ring any more. */
    public static final long GONE = -1;

    /** In place of an index: there has been no such number yet. */
    public static final long AHEAD = -2;

    /** A copy of a ring is at most so many numbers behind another. */
    private static final int MOST_BEHIND = 1_024;

    private final QuoteRing ring;
    private final UnsafeBuffer buffer;
    private final long bytes;
    private final TopOfBook topOfBook;
    private final RecordChains chains;
    private final UnsafeBuffer copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(QuoteLayout.LENGTH, 64));
    private final QuoteFlyweight quote = new QuoteFlyweight().wrap(copy, 0);
    private final TradeFlyweight trade = new TradeFlyweight().wrap(copy, 0);

    private int type;

    /** @param topOfBook of the same publisher as the ring */
    public RingHistory(QuoteRing ring, TopOfBook topOfBook) {
        this.ring = ring;
        buffer = ring.buffer();
        bytes = (long) ring.capacity() * QuoteRing.STRIDE;
        this.topOfBook = topOfBook;
        chains = topOfBook.chains();
    }

    /** The index of the record by which the run of the feed began that the record before {@code index} is of. */
    public long runBeganBefore(long index) {
        return ring.runBeganBefore(index);
    }

    /** The index of the record that is published next. */
    public long end() {
        return buffer.getLongVolatile((int) bytes + BroadcastBufferDescriptor.TAIL_COUNTER_OFFSET) / QuoteRing.STRIDE;
    }

    /** Reads a record that was published; false if it is overwritten. */
    public boolean read(long index) {
        long position = index * QuoteRing.STRIDE;
        int offset = (int) (position & (bytes - 1));
        type = buffer.getInt(RecordDescriptor.typeOffset(offset));
        copy.putBytes(0, buffer, RecordDescriptor.msgOffset(offset), QuoteLayout.LENGTH);
        return isHeld(position);
    }

    private boolean isHeld(long position) {
        VarHandle.acquireFence(); // orders the copy before the look at how far the writer is
        long writing = buffer.getLongVolatile((int) bytes + BroadcastBufferDescriptor.TAIL_INTENT_COUNTER_OFFSET);
        return position + bytes > writing;
    }

    /** Whether the record that was read is a quote, see {@link #quote}. */
    public boolean isQuote() {
        return type == QuoteRing.QUOTE_TYPE;
    }

    /** Whether it is a trade of the venue that serves the pair, see {@link #trade}. */
    public boolean isTrade() {
        return type == QuoteRing.TRADE_TYPE && trade.active();
    }

    /** The record that was read, as the quote it is. Valid until another is. */
    public QuoteFlyweight quote() {
        return quote;
    }

    /** The same as the trade it is. */
    public TradeFlyweight trade() {
        return trade;
    }

    /**
     * Where the first quote of an instrument after the one numbered {@code seq} is, or {@link #CURRENT}, {@link #GONE} or
     * {@link #AHEAD}.
     */
    public long quoteAfter(int instrumentId, long seq) {
        return after(chains.quotes(instrumentId), seq);
    }

    /** The same of trades of the venue that serves it. */
    public long tradeAfter(int instrumentId, long seq) {
        return after(chains.trades(instrumentId), seq);
    }

    /** Where the newest quote of an instrument is, or was, or is about to be; -1 where there has been none. */
    public long newestQuote(int instrumentId) {
        return chains.index(chains.quotes(instrumentId));
    }

    /** The same of trades of the venue that serves it. */
    public long newestTrade(int instrumentId) {
        return chains.index(chains.trades(instrumentId));
    }

    /** The number of that quote; 0 where there has been none. */
    public long newestQuoteSeq(int instrumentId) {
        return chains.seq(chains.quotes(instrumentId));
    }

    /** Whether what is {@link #AHEAD} by so many numbers is on its way: it was told elsewhere, from another copy of this ring. */
    public boolean isComing(long numbers) {
        return ring.isCopied() && numbers <= MOST_BEHIND;
    }

    /** The number of that trade; 0 where there has been none. */
    public long newestTradeSeq(int instrumentId) {
        return chains.seq(chains.trades(instrumentId));
    }

    private long after(int chain, long seq) {
        long index = chains.index(chain);
        while (index != RecordChains.NONE) {
            awaitPublished(index);
            if (read(index)) {
                return walk(index, seq);
            }
            long newest = chains.seq(chain); // of that record, unless there is another by now
            long again = chains.index(chain);
            if (again == index) {
                return newest == seq ? CURRENT : newest < seq ? AHEAD : GONE;
            }
            index = again;
        }
        return seq == 0 ? CURRENT : AHEAD;
    }

    /** The writer says where a record will be before it is there: a few instructions. */
    private void awaitPublished(long index) {
        while (end() <= index) {
            Thread.onSpinWait();
        }
    }

    /** From the newest record, which was read, back to the first after {@code seq}, in steps as long as they can be. */
    private long walk(long newest, long seq) {
        long index = newest;
        if (seq() <= seq) {
            boolean same =
                    copy.getInt(QuoteLayout.PREVIOUS_OFFSET) != RecordChains.REPEATED; // as when it was said first
            return seq() < seq ? AHEAD : same ? CURRENT : GONE;
        }
        while (seq() != seq + 1) {
            int block = copy.getInt(QuoteLayout.BLOCK_OFFSET);
            long blockSeq = (seq() - 1) / RecordChains.BLOCK * RecordChains.BLOCK;
            int step = block > 0 && blockSeq > seq ? block : copy.getInt(QuoteLayout.PREVIOUS_OFFSET);
            index -= step;
            if (step <= 0 || !read(index)) {
                return GONE;
            }
        }
        return index;
    }

    /** Of the record that was read, which is a quote or a trade. */
    private long seq() {
        return copy.getLong(QuoteLayout.SEQ_OFFSET);
    }

    /**
     * Copies the newest quote of an instrument before {@code end}, which was published; false if there has been none, or
     * only one or more from {@code end} on are left.
     */
    public boolean readQuoteBefore(long end, int instrumentId, QuoteFlyweight into) {
        if (!topOfBook.read(instrumentId, into)) {
            return false;
        }
        long index = chains.index(chains.quotes(instrumentId));
        if (index == RecordChains.NONE || into.index() < end) { // the first is of an earlier run, and on no ring
            return true;
        }
        int step;
        do {
            awaitPublished(index);
            step = read(index) ? copy.getInt(QuoteLayout.PREVIOUS_OFFSET) : 0;
            index -= step;
        } while (step > 0 && index >= end);
        if (step <= 0 || !read(index)) {
            return false;
        }
        into.set(quote);
        return true;
    }

    /**
     * Where the first quote after the one {@linkplain QuotePublisher#numberedAfter numbered} {@code number} is, or {@link
     * #CURRENT}, {@link #GONE} or {@link #AHEAD}.
     */
    public long recordAfter(long number) {
        long ordered = chains.orderedFrom();
        long before = chains.numberBeforeOrder();
        if (ordered == RecordChains.NOWHERE || number < before || chains.orderedFrom() != ordered) {
            return GONE;
        }
        long found = recordAfter(number, ordered, before);
        return chains.orderedFrom() == ordered ? found : GONE;
    }

    private long recordAfter(long number, long ordered, long before) {
        long end = end();
        long oldest = Math.max(ordered, end - ring.capacity());
        long low = oldest;
        long high = end;
        while (low < high) { // low is at most what is looked for, and what is at high or behind is not before it
            long middle = (low + high) >>> 1;
            if (!read(middle) || number() <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == end) {
            long last = end == ordered ? before : numberBefore(end);
            return last == number ? CURRENT : last == GONE ? GONE : AHEAD;
        }
        boolean all = read(low) && (low == ordered || number() == number + 1 || read(low - 1));
        return all ? low : GONE;
    }

    /**
     * The number of the newest quote before {@code end}, which was published; 0 for none, or where quotes are not in order, {@link
     * #GONE} if it is overwritten.
     */
    public long numberBefore(long end) {
        return end == 0 ? 0 : read(end - 1) ? number() : GONE;
    }

    private long number() {
        return copy.getLong(QuoteLayout.NUMBER_OFFSET);
    }
}
