package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.market.TradeUpdate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one-minute bars of a pair, made of its trades by their time; a minute without any repeats the close before.
 * Confined to the venue's loop.
 */
public final class MinuteBars {
    static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();

    private static final int KEPT = 1502; // a day, and an hour of it twice
    private static final long LATEST_NS = Duration.ofSeconds(2).toNanos();

    private final Deque<Bar> bars = new ArrayDeque<>(); // the newest last, which is open
    private int seeded; // bars before the first of these, made when they are asked for
    private Supplier<List<Bar>> seed = List::of;
    private boolean replayed;
    private long coveredFromNs = Long.MIN_VALUE;
    private BooleanSupplier finished = () -> false;
    private long lastTradeNs = Long.MIN_VALUE;

    static long minuteOf(long timeNs) {
        return timeNs - Math.floorMod(timeNs, MINUTE_NS);
    }

    /** From now on only minutes that begin at {@code fromNs} or later and were played to their end are told. */
    public void replay(long fromNs, BooleanSupplier isFinished) {
        replayed = true;
        coveredFromNs = fromNs;
        finished = isFinished;
    }

    /**
     * Begins with a bar of the time before, which is over.
     *
     * @param count  of those before it
     * @param before makes these, the oldest first, each time the same
     */
    void seed(Bar last, int count, Supplier<List<Bar>> before) {
        bars.addLast(last);
        seeded = count;
        seed = before;
    }

    /** All bars, the oldest first. */
    private List<Bar> all() {
        List<Bar> before = seeded == 0 ? List.of() : seed.get();
        List<Bar> all = new ArrayList<>(before.subList(before.size() - seeded, before.size()));
        all.addAll(bars);
        return all;
    }

    private void forgetOldest() {
        if (seeded == 0) {
            bars.removeFirst();
        } else if (--seeded == 0) {
            seed = List::of;
        }
    }

    /** Adds a trade. One that is late counts for the minute it was made in. */
    void add(TradeUpdate trade) {
        if (trade.price.isAbsent() || trade.size.isAbsent()) {
            return;
        }
        lastTradeNs = Math.max(lastTradeNs, trade.exchangeTimeNs);
        Bar open = bars.peekLast();
        if (open == null) {
            open = new Bar(minuteOf(trade.exchangeTimeNs), MINUTE_NS, orZero(trade));
            bars.addLast(open);
        }
        Bar its = trade.exchangeTimeNs < open.openTimeNs() ? find(trade.exchangeTimeNs) : advance(trade.exchangeTimeNs);
        if (its != null) {
            its.add(trade);
        }
    }

    private static BigDecimal orZero(TradeUpdate trade) {
        BigDecimal price = trade.price.toBigDecimal();
        return price == null ? BigDecimal.ZERO : price;
    }

    private @Nullable Bar find(long timeNs) {
        for (Bar bar : bars) {
            if (timeNs >= bar.openTimeNs() && timeNs < bar.endNs()) {
                return bar;
            }
        }
        return null;
    }

    /** The open bar at {@code nowNs}, behind those of the minutes that went by; null if nothing was ever traded. */
    @Nullable
    public Bar advance(long nowNs) {
        Bar open = bars.peekLast();
        if (open != null && nowNs - open.endNs() > KEPT * MINUTE_NS) {
            bars.clear(); // nothing of before is kept
            seeded = 0;
            seed = List::of;
            open = new Bar(minuteOf(nowNs), MINUTE_NS, open.close());
            bars.addLast(open);
        }
        while (open != null && nowNs >= open.endNs()) {
            open = new Bar(open.endNs(), MINUTE_NS, open.close());
            bars.addLast(open);
            if (seeded + bars.size() > KEPT) {
                forgetOldest();
            }
        }
        return open;
    }

    /** The bar before the open one, or null. */
    @Nullable
    public Bar lastClosed() {
        Bar closed = null;
        Bar open = bars.peekLast();
        for (Bar bar : bars) {
            closed = bar == open ? closed : bar;
        }
        return closed;
    }

    /** What may be told at {@code nowNs} of candles {@code minutes} long, the oldest first, the open one last. */
    public List<VenueCandle> candles(int minutes, long nowNs) {
        advance(nowNs);
        List<Bar> joined = new ArrayList<>();
        long lengthNs = minutes * MINUTE_NS;
        for (Bar bar : all()) {
            if (!isTold(bar, nowNs)) {
                continue;
            }
            long openNs = bar.openTimeNs() - Math.floorMod(bar.openTimeNs(), lengthNs);
            Bar last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || last.openTimeNs() != openNs) {
                last = new Bar(openNs, lengthNs, bar.candle(nowNs).open());
                joined.add(last);
            }
            last.join(bar);
        }
        return joined.stream().map(bar -> bar.candle(nowNs)).toList();
    }

    private boolean isTold(Bar bar, long nowNs) {
        if (!replayed) {
            return true;
        }
        boolean played = lastTradeNs >= bar.endNs() || nowNs >= bar.endNs() + LATEST_NS || finished.getAsBoolean();
        return bar.openTimeNs() >= coveredFromNs && nowNs >= bar.endNs() && played;
    }
}
