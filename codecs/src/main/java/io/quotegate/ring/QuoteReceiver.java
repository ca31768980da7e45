package io.quotegate.ring;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;

/** Reads a {@link QuoteRing}. Confined to one thread. Loss is reported, never thrown. */
public final class QuoteReceiver {
    private final UnsafeBuffer ring;
    private final UnsafeBuffer copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(QuoteLayout.LENGTH, 64));
    private final QuoteFlyweight quote = new QuoteFlyweight().wrap(copy, 0);
    private final StatusFlyweight status = new StatusFlyweight().wrap(copy, 0);
    private final TradeFlyweight trade = new TradeFlyweight().wrap(copy, 0);

    private BroadcastReceiver receiver;
    private long lapsSeen;
    private boolean rejoined; // and the consumer was not told yet: it is when it is known where we are
    private long next; // the index of the record after the one read last

    QuoteReceiver(UnsafeBuffer ring) {
        this.ring = ring;
        receiver = new BroadcastReceiver(ring);
    }

    /** Hands at most {@code limit} records to {@code consumer} and returns how many; fewer than {@code limit} is all. */
    public int poll(RingConsumer consumer, int limit) {
        int polled = 0;
        while (polled < limit && receiver.receiveNext()) {
            int type = receiver.typeId();
            copy.putBytes(0, receiver.buffer(), receiver.offset(), QuoteLayout.LENGTH);
            if (!receiver.validate()) {
                rejoin(); // The writer overtook us while we copied: the copy may be torn.
                continue;
            }
            next = copy.getLong(QuoteLayout.INDEX_OFFSET) + 1;
            if (rejoined || receiver.lappedCount() != lapsSeen) {
                rejoined = false;
                lapsSeen = receiver.lappedCount();
                consumer.onLapped();
            }
            switch (type) {
                case QuoteRing.QUOTE_TYPE -> consumer.onQuote(quote);
                case QuoteRing.TRADE_TYPE -> consumer.onTrade(trade);
                case QuoteRing.LOST_TYPE -> consumer.onLapped();
                case QuoteRing.RENUMBERED_TYPE -> consumer.onRenumbered();
                default -> consumer.onStatus(status);
            }
            polled++;
        }
        return polled;
    }

    /** The index of the record that is read next, unless it is overwritten first; see {@link RingHistory}. */
    public long next() {
        return next;
    }

    private void rejoin() {
        // A torn record has a torn length too, so the old cursor cannot be trusted.
        receiver = new BroadcastReceiver(ring);
        lapsSeen = 0;
        rejoined = true;
    }
}
