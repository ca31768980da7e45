package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All levels of a pair's book, around a best bid and ask that walk by themselves. Prices and sizes are counted in the
 * smallest steps the venue allows. The same walk gives the same levels. Confined to the venue's loop.
 */
public final class DepthMarket {
    private static final int LEVELS = 600; // a side: more than any channel pushes whole
    private static final int WIDEST_GAP = 3;
    private static final int REACH = 400; // steps from the best price that changes come to, most of them nearer
    private static final int CHANGES = 2; // a side at most, for each of the best bid and ask

    private final TradingRules rules;
    private final DecimalStyle digits;
    private final long usualSize;
    private final SplittableRandom random;
    private final NavigableMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, Long> asks = new TreeMap<>();

    private final List<Touched> watchers = new ArrayList<>();

    private boolean crossed;
    private long bestBid;

    DepthMarket(TradingRules rules, DecimalStyle digits, long usualSize) {
        this.rules = rules;
        this.digits = digits;
        this.usualSize = usualSize;
        random = new SplittableRandom(rules.instrument().id());
    }

    /** Prices at which something changed, even if it is as it was before. */
    public static final class Touched {
        final NavigableSet<Long> bids = new TreeSet<>();
        final NavigableSet<Long> asks = new TreeSet<>();
    }

    /** Notes what changes from now on, until {@link #unwatch}. */
    public Touched watch() {
        Touched touched = new Touched();
        watchers.add(touched);
        return touched;
    }

    public void unwatch(Touched touched) {
        watchers.remove(touched);
    }

    /** Tells how it stands at each price that was touched, and forgets these. */
    public DepthUpdate changes(Touched touched) {
        DepthUpdate out = new DepthUpdate();
        tell(touched.bids, bids, out.bids);
        tell(touched.asks, asks, out.asks);
        return out;
    }

    private void tell(NavigableSet<Long> touched, NavigableMap<Long, Long> side, DepthLevels out) {
        for (long price : touched) {
            digits.add(out, price, rules.priceScale(), side.getOrDefault(price, 0L), rules.sizeScale());
        }
        touched.clear();
    }

    /** Makes the best bid and ask what they are now, and changes something behind them. */
    void follow(long bid, long bidSize, long ask, long askSize) {
        bestBid = bid;
        follow(bids, bid, bidSize, -1);
        follow(asks, ask, askSize, 1);
        if (crossed) {
            put(bids, asks.firstKey() + 1, usualSize);
        }
    }

    private void put(NavigableMap<Long, Long> side, long price, long size) {
        side.put(price, size);
        touch(side, price);
    }

    private void remove(NavigableMap<Long, Long> side, long price) {
        side.remove(price);
        touch(side, price);
    }

    private void touch(NavigableMap<Long, Long> side, long price) {
        for (Touched watcher : watchers) {
            (side == bids ? watcher.bids : watcher.asks).add(price);
        }
    }

    private void removeBetter(NavigableMap<Long, Long> side, long best) {
        List.copyOf(side.headMap(best, false).keySet()).forEach(price -> remove(side, price));
    }

    private void follow(NavigableMap<Long, Long> side, long best, long bestSize, int away) {
        removeBetter(side, best);
        put(side, best, bestSize);
        for (int i = random.nextInt(CHANGES + 1); i > 0; i--) {
            long price = best + away * (1L + random.nextInt(1 + random.nextInt(REACH)));
            if (random.nextInt(3) == 0) {
                remove(side, price);
            } else if (price > 0) {
                put(side, price, size());
            }
        }
        for (long price = worst(side, away); side.size() < LEVELS && price > 0; price = worst(side, away)) {
            put(side, price, size());
        }
        while (side.size() > 2 * LEVELS) {
            remove(side, side.lastKey());
        }
    }

    /** A price behind the last one. */
    private long worst(NavigableMap<Long, Long> side, int away) {
        return side.lastKey() + away * (1L + random.nextInt(WIDEST_GAP));
    }

    private long size() {
        return 1 + random.nextLong(Math.max(1, usualSize >> random.nextInt(6)));
    }

    /** Lets somebody pay more than others ask, or no longer. */
    public void cross(boolean yes) {
        crossed = yes;
        if (yes) {
            put(bids, asks.firstKey() + 1, usualSize);
        } else {
            removeBetter(bids, bestBid);
        }
    }

    /** The best levels as they are now, at most {@code most} a side. */
    public DepthView view(int most) {
        DepthView view = new DepthView(rules, digits, Math.min(most, 2 * LEVELS + 2));
        for (Map.Entry<Long, Long> level : bids.entrySet()) {
            view.addBid(level.getKey(), level.getValue());
        }
        for (Map.Entry<Long, Long> level : asks.entrySet()) {
            view.addAsk(level.getKey(), level.getValue());
        }
        return view;
    }
}
