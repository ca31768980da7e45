package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.TradingRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Invents the bars of the day before a simulation begins, so that they end where the market begins to walk. The same
 * seed gives the same day. Used by the venue's loop at start.
 */
public final class SeededDay {
    private static final int MINUTES = 24 * 60;
    private static final int TRADED_MINUTES = 5;
    private static final long TRADE_EVERY_NS = Duration.ofSeconds(2).toNanos();
    private static final int BAND = 100; // prices stay within a hundredth of the last
    private static final int STEPS_PER_BAND = 20;
    private static final int LEAST_SIZES = 5;
    private static final int MOST_SIZES = 40;

    private final PairMarket pair;
    private final long seed;
    private final SplittableRandom random; // of what is traded after the day
    private final TradingRules rules;
    private final long last; // price steps
    private final long band;
    private final long usualSize;

    public SeededDay(PairMarket pair, long seed) {
        this.pair = pair;
        this.seed = seed;
        random = new SplittableRandom(~seed);
        rules = pair.rules();
        PairProfile profile = PairProfile.of(pair.instrument());
        last = Math.max(BAND, steps(profile.price(), rules.priceScale()));
        band = last / BAND;
        usualSize = Math.max(1, steps(profile.usualSize(), rules.sizeScale()));
    }

    private static long steps(BigDecimal value, int scale) {
        return value.movePointRight(scale).setScale(0, RoundingMode.HALF_UP).longValue();
    }

    /**
     * Writes the bars of the day before {@code nowNs}, but for the last minutes, whose trades are to be told too. All but the
     * last are made when they are asked for: of a thousand pairs, a day each would take half a gigabyte.
     */
    public void write(long nowNs) {
        long endNs = MinuteBars.minuteOf(nowNs) - TRADED_MINUTES * MinuteBars.MINUTE_NS;
        SplittableRandom newest = new SplittableRandom(seed);
        long open = last + move(newest);
        Bar lastBar = bar(newest, endNs - MinuteBars.MINUTE_NS, open, last);
        pair.bars()
                .seed(
                        lastBar,
                        MINUTES - 1,
                        () -> earlier(new SplittableRandom(seed + 1), endNs - MinuteBars.MINUTE_NS, open));
    }

    /** The bars of the day before {@code endNs}, where the last closes at {@code close}, the oldest first. */
    private List<Bar> earlier(SplittableRandom day, long endNs, long close) {
        Deque<Bar> bars = new ArrayDeque<>(MINUTES);
        for (int i = 1; i < MINUTES; i++) {
            long open = Math.max(last - band, Math.min(last + band, close + move(day)));
            bars.addFirst(bar(day, endNs - i * MinuteBars.MINUTE_NS, open, close));
            close = open;
        }
        return List.copyOf(bars);
    }

    /** Lets {@code book} trade through the last minutes before {@code nowNs}. */
    public void trade(WalkingBook book, long nowNs) {
        long fromNs = MinuteBars.minuteOf(nowNs) - TRADED_MINUTES * MinuteBars.MINUTE_NS;
        for (long timeNs = fromNs; timeNs < nowNs; timeNs += TRADE_EVERY_NS) {
            book.change(random, timeNs);
            book.trade(random, timeNs + random.nextLong(Math.min(TRADE_EVERY_NS, nowNs - timeNs)));
        }
    }

    private long move(SplittableRandom day) {
        long most = Math.max(1, band / STEPS_PER_BAND);
        return day.nextLong(-most, most + 1);
    }

    private Bar bar(SplittableRandom day, long timeNs, long open, long close) {
        Bar bar = new Bar(timeNs, MinuteBars.MINUTE_NS, price(open));
        long high = Math.max(open, close) + Math.abs(move(day));
        long low = Math.max(1, Math.min(open, close) - Math.abs(move(day)));
        long volume = usualSize * day.nextInt(LEAST_SIZES, MOST_SIZES) + day.nextLong(usualSize);
        long takerBuys = volume * day.nextInt(30, 71) / 100;
        Bar.Seeded seeded = new Bar.Seeded(size(volume), size(takerBuys), day.nextLong(20, 80));
        bar.seed(price(high), price(low), price(close), price((open + close) / 2), seeded);
        return bar;
    }

    private BigDecimal price(long steps) {
        return BigDecimal.valueOf(steps, rules.priceScale());
    }

    private BigDecimal size(long steps) {
        return BigDecimal.valueOf(steps, rules.sizeScale());
    }
}
