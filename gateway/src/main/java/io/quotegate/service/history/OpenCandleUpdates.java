package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instruments;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;

/** Tells the listeners of open minutes that changed, of each pair at most once a second. Confined to the history thread. */
final class OpenCandleUpdates {
    private static final long EVERY_NS = Duration.ofSeconds(1).toNanos();

    private final CandleBook book;
    private final CandleWriter writer;
    private final BitSet changed = new BitSet();
    private final long[] toldNs;

    OpenCandleUpdates(CandleBook book, CandleWriter writer, Instruments instruments, long nowNs) {
        this.book = book;
        this.writer = writer;
        toldNs = new long[instruments.capacity()];
        Arrays.fill(toldNs, nowNs - EVERY_NS);
    }

    /** The pairs whose open minute changed are to be added here. */
    BitSet changed() {
        return changed;
    }

    /** Tells what may be told now. */
    void tick(long nowNs) {
        for (int id = changed.nextSetBit(0); id >= 0; id = changed.nextSetBit(id + 1)) {
            if (nowNs - toldNs[id] >= EVERY_NS) {
                toldNs[id] = nowNs;
                changed.clear(id);
                Candle open = book.series(id).open();
                if (open != null) {
                    writer.tellOpen(open);
                }
            }
        }
    }
}
