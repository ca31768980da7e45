package io.quotegate.service.history;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The last {@value #KEPT} trades of every pair on the venue that served it. Written by the history thread, read by any. */
public final class TradeTape {
    /** Trades kept of a pair. */
    public static final int KEPT = 1000;

    private static final int SLOTS = 1024; // more than are read, so that a reader is seldom overtaken

    private final List<Tape> tapes;

    /** The trades of one pair in a ring; {@code count} is how many there ever were. */
    private static final class Tape {
        private final AtomicReferenceArray<@Nullable Trade> slots = new AtomicReferenceArray<>(SLOTS);

        private volatile long count; // orders the trades stored before it before the reads of who has seen it
    }

    public TradeTape(Instruments instruments) {
        tapes = instruments.all().stream().map(pair -> new Tape()).toList();
    }

    /** Adds the newest trade. The history thread only. */
    void add(Trade trade) {
        Tape tape = tapes.get(trade.pair().id());
        long count = tape.count;
        tape.slots.set((int) (count % SLOTS), trade);
        tape.count = count + 1;
    }

    /** The newest {@code limit} trades of {@code pair}, at most {@link #KEPT}, the newest first. */
    public List<Trade> newest(Instrument pair, int limit) {
        Tape tape = tapes.get(pair.id());
        long count = tape.count;
        List<Trade> trades = new ArrayList<>();
        for (long i = count - 1; i >= Math.max(0, count - Math.min(limit, KEPT)); i--) {
            Trade trade = tape.slots.get((int) (i % SLOTS));
            if (trade != null) {
                trades.add(trade);
            }
        }
        long overwritten = tape.count + 1 - SLOTS - (count - trades.size()); // of the oldest just read, one under way
        return overwritten <= 0 ? trades : trades.subList(0, (int) Math.max(0, trades.size() - overwritten));
    }
}
