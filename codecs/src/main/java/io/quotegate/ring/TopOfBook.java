package io.quotegate.ring;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import java.lang.invoke.VarHandle;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The newest quote of every instrument. One writer, any number of readers; a sequence lock per instrument, so a reader
 * never sees half a quote and the writer never waits. Written before the ring, so it may run ahead of a ring reader.
 *
 * <pre>
 *  slot: 0                120       128
 *        +----------------+---------+
 *        | quote          | version |   odd while being written, 0 before the first quote
 *        +----------------+---------+
 * </pre>
 */
public final class TopOfBook implements QuoteSource {
    private static final int VERSION_OFFSET = QuoteLayout.LENGTH;
    private static final int SLOT = VERSION_OFFSET + Long.BYTES;
    private static final int CACHE_LINE = 64;

    private final UnsafeBuffer slots;
    private final RecordChains chains;

    public TopOfBook(int instruments) {
        slots = new UnsafeBuffer(BufferUtil.allocateDirectAligned(Math.max(1, instruments) * SLOT, CACHE_LINE));
        chains = new RecordChains(instruments);
    }

    /** Where the newest of each instrument is on the ring that is written beside this. */
    RecordChains chains() {
        return chains;
    }

    /** Stores {@code quote} under its instrument. The writer's thread only. */
    public void put(QuoteFlyweight quote) {
        int slot = quote.instrumentId() * SLOT;
        long version = slots.getLong(slot + VERSION_OFFSET);
        slots.putLong(slot + VERSION_OFFSET, version + 1);
        VarHandle.storeStoreFence(); // orders the odd version before the bytes it warns of
        slots.putBytes(slot, quote.buffer(), 0, QuoteLayout.LENGTH);
        slots.putLongRelease(slot + VERSION_OFFSET, version + 2); // orders the bytes before the even version
    }

    /** What is put from now on is numbered anew: what is there stands as stale, with the number 0. The writer's thread only. */
    void renumber() {
        QuoteFlyweight quote = new QuoteFlyweight();
        for (int slot = 0; slot < slots.capacity(); slot += SLOT) {
            long version = slots.getLong(slot + VERSION_OFFSET);
            if (version != 0) {
                slots.putLong(slot + VERSION_OFFSET, version + 1);
                VarHandle.storeStoreFence(); // as in put
                quote.wrap(slots, slot);
                quote.seq(0).flags(true, quote.simulated());
                slots.putLongRelease(slot + VERSION_OFFSET, version + 2);
            }
        }
    }

    /** Copies the newest quote of an instrument; false if there has been none. Any thread. */
    @Override
    public boolean read(int instrumentId, QuoteFlyweight into) {
        int slot = instrumentId * SLOT;
        while (true) {
            long version = slots.getLongAcquire(slot + VERSION_OFFSET); // orders it before the bytes
            if (version == 0) {
                return false;
            }
            if ((version & 1) == 0) {
                into.buffer().putBytes(0, slots, slot, QuoteLayout.LENGTH);
                VarHandle.loadLoadFence(); // orders the bytes before the second look at the version
                if (slots.getLong(slot + VERSION_OFFSET) == version) {
                    return true;
                }
            }
            Thread.onSpinWait();
        }
    }
}
