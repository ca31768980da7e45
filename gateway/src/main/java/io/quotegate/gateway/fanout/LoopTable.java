package io.quotegate.gateway.fanout;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.ring.QuoteSource;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** What one event loop delivered last, by instrument. Confined to its event loop. */
final class LoopTable implements QuoteSource {
    private static final int SLOT = 128;

    private final UnsafeBuffer slots;
    private final boolean[] known;

    LoopTable(int instruments) {
        slots = new UnsafeBuffer(BufferUtil.allocateDirectAligned(Math.max(1, instruments) * SLOT, 64));
        known = new boolean[instruments];
    }

    /** The {@code seq} of what was delivered last; 0 before the first. */
    long seq(int instrumentId) {
        return slots.getLong(instrumentId * SLOT + QuoteLayout.SEQ_OFFSET);
    }

    void put(QuoteFlyweight quote) {
        int id = quote.instrumentId();
        slots.putBytes(id * SLOT, quote.buffer(), 0, QuoteLayout.LENGTH);
        known[id] = true;
    }

    @Override
    public boolean read(int instrumentId, QuoteFlyweight into) {
        if (known[instrumentId]) {
            into.buffer().putBytes(0, slots, instrumentId * SLOT, QuoteLayout.LENGTH);
        }
        return known[instrumentId];
    }
}
