package io.quotegate.feed.sim.market;

import io.quotegate.market.TradeUpdate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last trades of a pair. Confined to the venue's loop. */
public final class TradeRing {
    private final @Nullable TradeUpdate[] trades;

    private long count; // that were ever added

    TradeRing(int capacity) {
        trades = new TradeUpdate[capacity];
    }

    /** The place of the next trade, to be filled in; {@link #add} follows. */
    TradeUpdate next() {
        int index = (int) (count % trades.length);
        TradeUpdate trade = trades[index];
        if (trade == null) {
            trade = new TradeUpdate();
            trades[index] = trade;
        }
        return trade;
    }

    /** Adds what {@link #next} gave. */
    void add() {
        count++;
    }

    /** The newest trade, or null. */
    @Nullable
    public TradeUpdate last() {
        return count == 0 ? null : trades[(int) ((count - 1) % trades.length)];
    }

    /** Shows up to {@code limit} trades, the newest first. */
    public void newestFirst(int limit, Consumer<TradeUpdate> reader) {
        for (int age = 0; age < kept(limit); age++) {
            show(age, reader);
        }
    }

    /** Shows up to {@code limit} of the newest trades, the oldest of them first. */
    public void oldestFirst(int limit, Consumer<TradeUpdate> reader) {
        for (int age = kept(limit) - 1; age >= 0; age--) {
            show(age, reader);
        }
    }

    private int kept(int limit) {
        return (int) Math.min(limit, Math.min(count, trades.length));
    }

    private void show(int age, Consumer<TradeUpdate> reader) {
        TradeUpdate trade = trades[(int) ((count - 1 - age) % trades.length)];
        if (trade != null) {
            reader.accept(trade);
        }
    }
}
