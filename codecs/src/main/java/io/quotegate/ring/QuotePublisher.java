package io.quotegate.ring;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;

/**
 * The write end of a {@link QuoteRing} and its {@link TopOfBook}. Confined to one thread, except for
 * {@link #addDoorbell} and {@link #removeDoorbell}. Publishing neither waits nor allocates.
 */
public final class QuotePublisher {
    private final QuoteRing ring;
    private final TopOfBook topOfBook;
    private final RecordChains chains;
    private final BroadcastTransmitter transmitter;
    private final UnsafeBuffer record = new UnsafeBuffer(BufferUtil.allocateDirectAligned(QuoteLayout.LENGTH, 64));
    private final QuoteFlyweight quote = new QuoteFlyweight().wrap(record, 0);
    private final UnsafeBuffer statusRecord =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(QuoteLayout.LENGTH, 64));
    private final StatusFlyweight status = new StatusFlyweight().wrap(statusRecord, 0);
    private final UnsafeBuffer tradeRecord = new UnsafeBuffer(BufferUtil.allocateDirectAligned(QuoteLayout.LENGTH, 64));
    private final TradeFlyweight trade = new TradeFlyweight().wrap(tradeRecord, 0);

    private final Doorbells doorbells = new Doorbells();

    private long nextIndex;
    private long number; // of the quote published last
    private boolean ordered = true; // by their numbers

    public QuotePublisher(QuoteRing ring, TopOfBook topOfBook) {
        this.ring = ring;
        this.topOfBook = topOfBook;
        chains = topOfBook.chains();
        nextIndex = new RingHistory(ring, topOfBook).end();
        chains.orderFrom(nextIndex, number);
        this.transmitter = new BroadcastTransmitter(ring.buffer());
    }

    /** The quote to fill before {@link #publishQuote()}; it keeps its fields from one publication to the next. */
    public QuoteFlyweight quote() {
        return quote;
    }

    /** Puts {@link #quote()} into the table of newest quotes, then on the ring. */
    public void publishQuote() {
        number++;
        long index = stamp(record);
        chains.link(chains.quotes(quote.instrumentId()), quote.seq(), index, record, ring.capacity());
        topOfBook.put(quote);
        transmitter.transmit(QuoteRing.QUOTE_TYPE, record, 0, QuoteLayout.LENGTH);
        doorbells.published();
    }

    /** The event to fill before {@link #publishStatus()}. */
    public StatusFlyweight status() {
        return status;
    }

    /** Puts {@link #status()} on the ring. */
    public void publishStatus() {
        stamp(statusRecord);
        transmitter.transmit(QuoteRing.STATUS_TYPE, statusRecord, 0, QuoteLayout.LENGTH);
        doorbells.published();
    }

    /** The trade to fill before {@link #publishTrade()}. */
    public TradeFlyweight trade() {
        return trade;
    }

    /** Puts {@link #trade()} on the ring. */
    public void publishTrade() {
        long index = stamp(tradeRecord);
        if (trade.active()) {
            chains.link(chains.trades(trade.instrumentId()), trade.seq(), index, tradeRecord, ring.capacity());
        }
        transmitter.transmit(QuoteRing.TRADE_TYPE, tradeRecord, 0, QuoteLayout.LENGTH);
        doorbells.published();
    }

    private long stamp(UnsafeBuffer about) {
        about.putLong(QuoteLayout.INDEX_OFFSET, nextIndex);
        about.putLong(QuoteLayout.NUMBER_OFFSET, ordered ? number : 0);
        return nextIndex++;
    }

    /**
     * What is published from now on is of another run of the feed, called {@code instance}, and numbered anew: nobody resumes
     * what was before, which readers are told if there was anything. Until a pair is quoted again its newest quote stands as
     * stale, with the number 0. What follows is in no order, see {@link #breakOrder}. For records that are copied from
     * elsewhere; a feed of our own is one run.
     */
    public void begin(String instance) {
        ring.begin(instance, nextIndex);
        chains.clear();
        breakOrder();
        if (nextIndex > 0) {
            topOfBook.renumber();
            stamp(statusRecord);
            transmitter.transmit(QuoteRing.RENUMBERED_TYPE, statusRecord, 0, QuoteLayout.LENGTH);
            doorbells.published();
        }
    }

    /**
     * What is published from now on is not all there is, or not in its order, so that nobody resumes across it by the number of
     * a quote. For records that are copied from elsewhere.
     */
    public void breakOrder() {
        ordered = false;
        chains.orderFrom(RecordChains.NOWHERE, 0);
    }

    /** From now on it is, after what is numbered {@code before} in the run of the feed. */
    public void beginOrder(long before) {
        ordered = true;
        number = before;
        chains.orderFrom(nextIndex, before);
    }

    /**
     * The quote that is published next follows the one numbered {@code before}. For quotes that are copied from elsewhere,
     * some of which may be left out; so each has the same number everywhere. Others are counted from 1.
     */
    public void numberedAfter(long before) {
        number = before;
    }

    /** Says that records are missing here, which the writer has not got: readers recover as if they had been overtaken. */
    public void publishLost() {
        stamp(statusRecord);
        transmitter.transmit(QuoteRing.LOST_TYPE, statusRecord, 0, QuoteLayout.LENGTH);
        doorbells.published();
    }

    /**
     * Wakes the readers if anything was published since the last call: once per batch, for each ring costs a fence. A
     * reader that cannot be woken, for want of memory or because it ends, keeps no other from being woken, and is tried
     * again at the next call.
     */
    public void announce() {
        doorbells.announce();
    }

    /** Lets {@code doorbell} ring from the next {@link #announce()} on. Any thread. */
    public void addDoorbell(Doorbell doorbell) {
        doorbells.add(doorbell);
    }

    /** Silences {@code doorbell}; a ring under way may still come. Any thread. */
    public void removeDoorbell(Doorbell doorbell) {
        doorbells.remove(doorbell);
    }
}
