package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
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
    private final DepthSide bids = new DepthSide(-1);
    private final DepthSide asks = new DepthSide(1);

    private final List<Touched> watchers = new ArrayList<>();

    private boolean crossed;
    private long bestBid;
    private long revision;

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

    /** Rises with every change. */
    public long revision() {
        return revision;
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

    private void tell(NavigableSet<Long> touched, DepthSide side, DepthLevels out) {
        for (long price : touched) {
            digits.add(out, price, rules.priceScale(), side.sizeAt(price), rules.sizeScale());
        }
        touched.clear();
    }

    /** Makes the best bid and ask what they are now, and changes something behind them. */
    void follow(long bid, long bidSize, long ask, long askSize) {
        bestBid = bid;
        follow(bids, bid, bidSize, -1);
        follow(asks, ask, askSize, 1);
        if (crossed) {
            put(bids, asks.best() + 1, usualSize);
        }
    }

    private void put(DepthSide side, long price, long size) {
        side.put(price, size);
        touch(side, price);
    }

    private void remove(DepthSide side, long price) {
        side.remove(price);
        touch(side, price);
    }

    private void touch(DepthSide side, long price) {
        revision++;
        for (Touched watcher : watchers) {
            (side == bids ? watcher.bids : watcher.asks).add(price);
        }
    }

    private void removeBetter(DepthSide side, long best) {
        while (side.count() > 0 && side.isBetter(side.best(), best)) {
            remove(side, side.best());
        }
    }

    private void follow(DepthSide side, long best, long bestSize, int away) {
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
        for (long price = worst(side, away); side.count() < LEVELS && price > 0; price = worst(side, away)) {
            put(side, price, size());
        }
        while (side.count() > 2 * LEVELS) {
            remove(side, side.worst());
        }
    }

    /** A price behind the last one. */
    private long worst(DepthSide side, int away) {
        return side.worst() + away * (1L + random.nextInt(WIDEST_GAP));
    }

    private long size() {
        return 1 + random.nextLong(Math.max(1, usualSize >> random.nextInt(6)));
    }

    /** Lets somebody pay more than others ask, or no longer. */
    public void cross(boolean yes) {
        crossed = yes;
        if (yes) {
            put(bids, asks.best() + 1, usualSize);
        } else {
            removeBetter(bids, bestBid);
        }
    }

    /** The best levels as they are now, at most {@code most} a side. */
    public DepthView view(int most) {
        int bidCount = Math.min(most, bids.count());
        int askCount = Math.min(most, asks.count());
        DepthView view = new DepthView(rules, digits, Math.max(bidCount, askCount));
        for (int level = 0; level < bidCount; level++) {
            view.addBid(bids.price(level), bids.size(level));
        }
        for (int level = 0; level < askCount; level++) {
            view.addAsk(asks.price(level), asks.size(level));
        }
        return view;
    }
}
