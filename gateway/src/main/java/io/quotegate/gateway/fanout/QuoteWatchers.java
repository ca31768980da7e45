package io.quotegate.gateway.fanout;

import io.quotegate.fault.FaultGuard;
import java.util.Arrays;
import java.util.BitSet;

/** Who watches which instrument on one event loop. Confined to it; watchers may come and go while they are told. */
final class QuoteWatchers {
    private static final QuoteWatcher[] NOBODY = {};

    private final QuoteWatcher[][] byInstrument; // each array is replaced, never changed
    private final FaultGuard guard;

    private int count;

    /** @param guard hears of watchers that fail */
    QuoteWatchers(int instruments, FaultGuard guard) {
        this.guard = guard;
        byInstrument = new QuoteWatcher[instruments][];
        Arrays.fill(byInstrument, NOBODY);
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(BitSet instrumentIds, QuoteWatcher watcher) {
        count++;
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            QuoteWatcher[] before = byInstrument[id];
            QuoteWatcher[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = watcher;
            byInstrument[id] = after;
        }
    }

    void remove(BitSet instrumentIds, QuoteWatcher watcher) {
        count--;
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            byInstrument[id] = Arrays.stream(byInstrument[id])
                    .filter(other -> other != watcher)
                    .toArray(QuoteWatcher[]::new);
        }
    }

    void onQuote(int instrumentId) {
        for (QuoteWatcher watcher : byInstrument[instrumentId]) {
            try {
                watcher.onQuote(instrumentId);
            } catch (Throwable fault) {
                guard.caught(fault); // it is told of the next one
            }
        }
    }
}
