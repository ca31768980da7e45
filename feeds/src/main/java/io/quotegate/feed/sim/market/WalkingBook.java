package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One pair's best bid and ask walking at random, around the price it began at so that two venues do not drift apart.
 * Prices and sizes are counted in the smallest steps the venue allows. Confined to the venue's loop.
 */
public final class WalkingBook {
    private static final int SIZES_PER_MOVE = 4; // changes of a size for each of a price
    private static final int WIDEST_SPREAD = 3;
    private static final int LEAST_FARTHEST_MOVE = 2;
    private static final int MOVES_PER_BAND = 200;
    private static final int BAND = 100; // the walk stays within about a hundredth of where it began
    private static final int STRONGEST_PULL = 60; // percent by which the way back is likelier at the edge of the band
    private static final int LONGEST_JUMP = 15;

    private final PairMarket pair;
    private final DecimalStyle digits;
    private final int priceScale;
    private final int sizeScale;
    private final long anchor;
    private final long band;
    private final long usualSize;
    private final int mostFills;

    private long bid;
    private long ask;
    private long bidSize;
    private long askSize;
    private long tradeId;
    private @Nullable DepthMarket depth; // from when it is asked for

    /** @param mostFills how many fills a trade joins at most */
    public WalkingBook(PairMarket pair, DecimalStyle digits, int mostFills, SplittableRandom random) {
        this.pair = pair;
        this.digits = digits;
        this.mostFills = mostFills;
        TradingRules rules = pair.rules();
        PairProfile profile = PairProfile.of(pair.instrument());
        priceScale = rules.priceScale();
        sizeScale = rules.sizeScale();
        anchor = Math.max(BAND, steps(profile.price(), priceScale));
        band = anchor / BAND;
        usualSize = Math.max(1, steps(profile.usualSize(), sizeScale));
        bid = anchor;
        ask = anchor + 1;
        bidSize = size(random, 0);
        askSize = size(random, 0);
        tradeId = 1_000_000_000L + random.nextInt(1_000_000_000);
        pair.top().venueSeq = 50_000_000_000L + random.nextInt(1_000_000_000);
        openDay(profile);
        writeTop();
        pair.depthIs(this::depth);
    }

    /** Its deeper levels, which begin to move when they are asked for first, and by chance of their own. */
    private DepthMarket depth() {
        DepthMarket known = depth;
        if (known == null) {
            known = new DepthMarket(pair.rules(), digits, usualSize);
            known.follow(bid, bidSize, ask, askSize);
            depth = known;
        }
        return known;
    }

    private static long steps(BigDecimal value, int scale) {
        return value.movePointRight(scale).setScale(0, RoundingMode.HALF_UP).longValue();
    }

    private void openDay(PairProfile profile) {
        BigDecimal volume = profile.usualSize().movePointRight(4);
        pair.openDay(BigDecimal.valueOf(anchor, priceScale), volume, volume.multiply(profile.price()));
    }

    /** Changes bid, ask or one of their sizes. */
    public void change(SplittableRandom random, long timeNs) {
        int kind = random.nextInt(2 * SIZES_PER_MOVE + 2);
        if (kind < SIZES_PER_MOVE) {
            bidSize = size(random, bidSize);
        } else if (kind < 2 * SIZES_PER_MOVE) {
            askSize = size(random, askSize);
        } else {
            move(random);
        }
        TopUpdate top = pair.top();
        top.venueSeq += 1 + random.nextInt(LONGEST_JUMP);
        top.exchangeTimeNs = timeNs;
        writeTop();
        if (depth != null) {
            depth.follow(bid, bidSize, ask, askSize);
        }
        pair.bookChanged();
    }

    private void move(SplittableRandom random) {
        long pull = Math.max(-STRONGEST_PULL, Math.min(STRONGEST_PULL, (anchor - bid) * 100 / band));
        boolean up = random.nextInt(200) < 100 + pull;
        long steps = 1 + random.nextLong(LEAST_FARTHEST_MOVE + band / MOVES_PER_BAND);
        bid = Math.max(1, bid + (up ? steps : -steps));
        ask = bid + 1 + random.nextInt(WIDEST_SPREAD);
        bidSize = size(random, bidSize);
        askSize = size(random, askSize);
    }

    /** A size unlike the {@code present} one; small ones are more frequent than large ones. */
    private long size(SplittableRandom random, long present) {
        long size = 1 + random.nextLong(Math.max(1, usualSize >> random.nextInt(6)));
        return size == present ? size + 1 : size;
    }

    private void writeTop() {
        TopUpdate top = pair.top();
        digits.set(top.bid, bid, priceScale);
        digits.set(top.ask, ask, priceScale);
        digits.set(top.bidSize, bidSize, sizeScale);
        digits.set(top.askSize, askSize, sizeScale);
    }

    /** Trades at the best bid or ask. The book stays as it is: it changes by {@link #change} only. */
    public void trade(SplittableRandom random, long timeNs) {
        TradeUpdate trade = pair.trades().next();
        trade.takerBuys = random.nextBoolean();
        trade.count = 1L + random.nextInt(mostFills);
        tradeId += trade.count;
        trade.tradeId = tradeId;
        trade.exchangeTimeNs = timeNs;
        digits.set(trade.price, trade.takerBuys ? ask : bid, priceScale);
        digits.set(trade.size, size(random, 0), sizeScale);
        pair.traded();
    }
}
