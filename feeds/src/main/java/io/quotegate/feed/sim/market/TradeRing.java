package io.quotegate.feed.sim.market;

import io.quotegate.market.TradeUpdate;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last trades of a pair, side by side in arrays that grow with them: some 45 bytes each. Who is shown one may keep it.
 * Confined to the venue's loop.
 */
public final class TradeRing {
    private static final int FIRST_CAPACITY = 16;

    private final int most;
    private final TradeUpdate next = new TradeUpdate();

    private long[] ids = new long[FIRST_CAPACITY];
    private long[] fills = new long[FIRST_CAPACITY]; // negative where takers sold
    private long[] prices = new long[FIRST_CAPACITY];
    private int[] priceFormats = new int[FIRST_CAPACITY];
    private long[] sizes = new long[FIRST_CAPACITY];
    private int[] sizeFormats = new int[FIRST_CAPACITY];
    private long[] timesNs = new long[FIRST_CAPACITY];
    private long count; // that were ever added

    /** @param most trades that are kept */
    TradeRing(int most) {
        this.most = most;
    }

    /** The next trade, to be filled in; {@link #add} follows. */
    TradeUpdate next() {
        return next;
    }

    /** Adds what {@link #next} gave. */
    void add() {
        if (count == ids.length && count < most) {
            grow((int) Math.min(most, count * 2));
        }
        int index = (int) (count++ % ids.length);
        ids[index] = next.tradeId;
        fills[index] = next.takerBuys ? next.count : ~next.count;
        prices[index] = next.price.mantissa();
        priceFormats[index] = next.price.format();
        sizes[index] = next.size.mantissa();
        sizeFormats[index] = next.size.format();
        timesNs[index] = next.exchangeTimeNs;
    }

    private void grow(int capacity) {
        ids = Arrays.copyOf(ids, capacity);
        fills = Arrays.copyOf(fills, capacity);
        prices = Arrays.copyOf(prices, capacity);
        priceFormats = Arrays.copyOf(priceFormats, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        sizeFormats = Arrays.copyOf(sizeFormats, capacity);
        timesNs = Arrays.copyOf(timesNs, capacity);
    }

    /** The newest trade, or null. */
    @Nullable
    public TradeUpdate last() {
        return count == 0 ? null : trade(0);
    }

    /** Shows up to {@code limit} trades, the newest first. */
    public void newestFirst(int limit, Consumer<TradeUpdate> reader) {
        for (int age = 0; age < kept(limit); age++) {
            reader.accept(trade(age));
        }
    }

    /** Shows up to {@code limit} of the newest trades, the oldest of them first. */
    public void oldestFirst(int limit, Consumer<TradeUpdate> reader) {
        for (int age = kept(limit) - 1; age >= 0; age--) {
            reader.accept(trade(age));
        }
    }

    private int kept(int limit) {
        return (int) Math.min(limit, Math.min(count, most));
    }

    private TradeUpdate trade(int age) {
        int index = (int) ((count - 1 - age) % ids.length);
        TradeUpdate trade = new TradeUpdate();
        trade.instrumentId = next.instrumentId;
        trade.tradeId = ids[index];
        trade.takerBuys = fills[index] >= 0;
        trade.count = trade.takerBuys ? fills[index] : ~fills[index];
        trade.price.set(prices[index], priceFormats[index]);
        trade.size.set(sizes[index], sizeFormats[index]);
        trade.exchangeTimeNs = timesNs[index];
        return trade;
    }
}
