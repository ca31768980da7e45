package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;

/** The best levels of a book at one moment, counted in steps. Does not change once it is filled. */
public final class DepthView {
    private final TradingRules rules;
    private final DecimalStyle digits;
    private final Side bids;
    private final Side asks;

    /** The best first. */
    private static final class Side {
        final int sign; // makes keys that rise from the best on
        final long[] prices;
        final long[] sizes;
        int count;

        Side(int sign, int capacity) {
            this.sign = sign;
            prices = new long[capacity];
            sizes = new long[capacity];
        }

        void add(long price, long size) {
            if (count < prices.length) {
                prices[count] = price;
                sizes[count++] = size;
            }
        }

        long key(int index) {
            return index < count ? sign * prices[index] : Long.MAX_VALUE;
        }
    }

    DepthView(TradingRules rules, DecimalStyle digits, int most) {
        this.rules = rules;
        this.digits = digits;
        bids = new Side(-1, most);
        asks = new Side(1, most);
    }

    void addBid(long price, long size) {
        bids.add(price, size);
    }

    void addAsk(long price, long size) {
        asks.add(price, size);
    }

    /** Writes all levels. */
    public DepthUpdate toSnapshot() {
        DepthUpdate out = new DepthUpdate();
        out.snapshot = true;
        all(bids, out.bids);
        all(asks, out.asks);
        return out;
    }

    private void all(Side side, DepthLevels out) {
        for (int i = 0; i < side.count; i++) {
            tell(out, side.prices[i], side.sizes[i]);
        }
    }

    private void tell(DepthLevels out, long price, long size) {
        digits.add(out, price, rules.priceScale(), size, rules.sizeScale());
    }

    /** Writes what makes {@code before} this: levels that are gone have the size zero. */
    public DepthUpdate changesSince(DepthView before) {
        DepthUpdate out = new DepthUpdate();
        changes(before.bids, bids, out.bids);
        changes(before.asks, asks, out.asks);
        return out;
    }

    private void changes(Side before, Side now, DepthLevels out) {
        int b = 0;
        int n = 0;
        while (b < before.count || n < now.count) {
            if (before.key(b) < now.key(n)) {
                tell(out, before.prices[b++], 0);
            } else if (before.key(b) > now.key(n)) {
                tell(out, now.prices[n], now.sizes[n++]);
            } else {
                if (before.sizes[b] != now.sizes[n]) {
                    tell(out, now.prices[n], now.sizes[n]);
                }
                b++;
                n++;
            }
        }
    }
}
