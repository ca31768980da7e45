package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.math.BigDecimal;

/**
 * Makes the one-minute candles of a pair on one venue out of its trades, by the time of the trades alone. A minute is
 * over with the first trade of a later one, or when the venue's clock, which the trades of other pairs move too, is
 * {@link #GRACE_US} past it; a minute without trades carries the close before. Trade numbers tell what was missed.
 * Confined to the history thread.
 */
final class VenueMinutes {
    /** How much later than its minute a trade may come. */
    static final long GRACE_US = 2_000_000;
    /** How long after a connection is up it may take until all is subscribed. */
    static final long SUBSCRIBED_WITHIN_US = 5_000_000;

    private static final int MOST_CARRIED = 10; // minutes at once; where a venue's clock leaps further, it was closed
    private static final long NONE = -1;

    private final Instrument pair;
    private final Venue venue;
    private final Listener listener;

    private MinuteBar current = new MinuteBar();
    private MinuteBar previous = new MinuteBar();
    private boolean joined;
    private boolean hasPrevious;
    private boolean unsure = true; // trades may have been missed that no number tells of yet
    private long sureFromUs = Long.MAX_VALUE; // while unsure: minutes from then on are whole
    private long lastTradeId = NONE;
    private long lastTradeMinuteUs;

    /** Hears of minutes that are over. */
    interface Listener {
        /** The next minute is over. */
        void onClosed(Candle candle);

        /** The minute that was closed last had one more trade. */
        void onAmended(Candle candle);

        /** Trades since the last one turn out to be missing. */
        void onMissed(Instrument pair, Venue venue);

        /** Trades of closed minutes, from the first to the last, turn out to be missing. */
        void onDamaged(Instrument pair, Venue venue, long firstUs, long lastUs);
    }

    VenueMinutes(Instrument pair, Venue venue, Listener listener) {
        this.pair = pair;
        this.venue = venue;
        this.listener = listener;
    }

    /** Whether there is an open minute. */
    boolean isJoined() {
        return joined;
    }

    /** The open minute as it stands. */
    Candle open() {
        return current.candle(pair, venue, false);
    }

    long openTimeUs() {
        return current.openTimeUs();
    }

    /** Whether {@link #lastClosed()} has something to tell. */
    boolean hasClosed() {
        return hasPrevious;
    }

    /** The minute that was closed last. */
    Candle lastClosed() {
        return previous.candle(pair, venue, true);
    }

    /**
     * Adds a trade.
     *
     * @param tradeId negative where it has no number
     * @param count   of fills; 0 where that is not told
     */
    void onTrade(long tradeId, long count, long timeUs, BigDecimal price, BigDecimal size, boolean takerBuys) {
        long minuteUs = Candle.minuteOf(timeUs);
        boolean missed = isAfterGap(tradeId, count);
        if (!joined) {
            joined = true;
            current.begin(minuteUs, null, false);
        } else if (missed) {
            damage();
        }
        if (minuteUs > current.openTimeUs()) {
            advanceTo(minuteUs, missed);
        }
        add(minuteUs, price, size, takerBuys, Math.max(1, count));
        lastTradeId = tradeId;
        lastTradeMinuteUs = Math.max(lastTradeMinuteUs, minuteUs);
        unsure = false;
    }

    private boolean isAfterGap(long tradeId, long count) {
        boolean told = lastTradeId >= 0 && tradeId >= 0 && count > 0;
        return told ? tradeId <= lastTradeId || tradeId - count > lastTradeId : unsure;
    }

    private void damage() {
        current.markIncomplete();
        listener.onMissed(pair, venue);
        long lastClosedUs = current.openTimeUs() - Candle.MINUTE_US;
        if (lastTradeMinuteUs > 0 && lastTradeMinuteUs <= lastClosedUs) {
            listener.onDamaged(pair, venue, lastTradeMinuteUs, lastClosedUs);
        }
    }

    private void add(long minuteUs, BigDecimal price, BigDecimal size, boolean takerBuys, long count) {
        if (minuteUs == current.openTimeUs()) {
            current.add(price, size, takerBuys, count);
        } else if (hasPrevious && minuteUs == previous.openTimeUs()) {
            previous.add(price, size, takerBuys, count);
            if (current.isEmpty()) {
                current.carry(price);
            }
            listener.onAmended(lastClosed());
        } else {
            listener.onDamaged(pair, venue, minuteUs, minuteUs);
        }
    }

    /** The venue's clock has come to {@code clockUs}. */
    void onClock(long clockUs) {
        long minuteUs = Candle.minuteOf(clockUs - GRACE_US);
        if (joined && minuteUs > current.openTimeUs()) {
            advanceTo(minuteUs, false);
        }
    }

    private void advanceTo(long minuteUs, boolean missed) {
        if ((minuteUs - current.openTimeUs()) / Candle.MINUTE_US > MOST_CARRIED) {
            close();
            begin(minuteUs, true);
            return;
        }
        while (current.openTimeUs() < minuteUs) {
            close();
            begin(previous.openTimeUs() + Candle.MINUTE_US, missed);
        }
    }

    private void close() {
        MinuteBar over = current;
        current = previous;
        previous = over;
        hasPrevious = true;
        listener.onClosed(lastClosed());
    }

    private void begin(long minuteUs, boolean missed) {
        boolean whole = !missed && (!unsure || minuteUs >= sureFromUs);
        current.begin(minuteUs, previous.close(), whole);
    }

    /** The venue is gone, or what it sent was lost here. */
    void onInterrupted() {
        if (joined) {
            current.markIncomplete();
        }
        unsure = true;
        sureFromUs = Long.MAX_VALUE;
    }

    /** The venue sends again; its clock stands at {@code clockUs}. */
    void onResumed(long clockUs) {
        sureFromUs = clockUs + SUBSCRIBED_WITHIN_US;
    }
}
