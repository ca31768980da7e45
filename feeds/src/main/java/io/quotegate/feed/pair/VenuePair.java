package io.quotegate.feed.pair;

import io.quotegate.market.Decimal;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusReason;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The newest that one venue has said of one pair. Confined to the feed loop. */
public final class VenuePair {
    public static final long NEVER = Long.MIN_VALUE;
    /** A venue whose clock goes back further than this has set it, and is believed. */
    private static final long CLOCK_SET_NS = Duration.ofMinutes(1).toNanos();

    private final Decimal bid = new Decimal();
    private final Decimal bidSize = new Decimal();
    private final Decimal ask = new Decimal();
    private final Decimal askSize = new Decimal();
    private final Decimal last = new Decimal();
    private final Decimal lastSize = new Decimal();
    private final GapDetector gaps = new GapDetector();
    private final AgreeingRun oldTops = new AgreeingRun();
    private final AgreeingRun oldTrades = new AgreeingRun();
    private final AgreeingRun oldTickers = new AgreeingRun();
    private final QuoteDoubts doubts = new QuoteDoubts();

    private long exchangeTimeNs;
    private long venueSeq = -1;
    private long receiveTimeNs;
    private long lastTimeNs;
    private long lastTradeId = -1;
    private boolean lastIsOld; // the connection it came by is gone, so whatever comes next is newer

    private boolean quoted; // on this connection
    private boolean firstOfConnection = true;
    private boolean firstTradeOfConnection = true;
    private @Nullable Object topSource; // the connection that brought the newest top, while it lasts
    private @Nullable Object tradeSource; // likewise, of the newest trade
    private int tradesAhead; // in a row, of another connection
    private long updatedNs = NEVER; // monotonic, of the last top of book, changed or not
    private long changedNs = NEVER; // monotonic, of the last change
    private long movingSinceNs = NEVER; // since when there was no silence longer than pairStaleAfter

    /** What a top of book is, compared with the one before it. */
    public enum Verdict {
        CHANGED,
        /** The same, so only a sign of life. */
        UNCHANGED,
        /** The very same message again. */
        REPEATED,
        /** Older than what is known. */
        OLD
    }

    /** Whether the venue has quoted the pair since it was connected. */
    public boolean quoted() {
        return quoted;
    }

    public long updatedNs() {
        return updatedNs;
    }

    public long changedNs() {
        return changedNs;
    }

    public long movingSinceNs() {
        return movingSinceNs;
    }

    /** About the price of a pair that is quoted: between bid and ask, or the one there is. */
    public double price() {
        if (bid.isAbsent() || ask.isAbsent()) {
            return bid.isAbsent() ? ask.toDouble() : bid.toDouble();
        }
        return (bid.toDouble() + ask.toDouble()) / 2;
    }

    /** Why the quote is not to be believed, although the venue is connected; null if it is. */
    @Nullable
    public StatusReason doubt() {
        return doubts.reason();
    }

    /**
     * Takes {@code top} over unless it is old.
     *
     * @param source the connection it came by: of several, each has an order of its own
     */
    public Verdict update(TopUpdate top, Object source, long receivedNs, long nowNs, long pairStaleAfterNs) {
        boolean changed = !quoted || !isSame(top);
        if (isOld(top)) {
            if (!changed && top.venueSeq == venueSeq) {
                doubts.onRepeated();
                return Verdict.REPEATED;
            }
            boolean sameSource = topSource == null || topSource == source || doubts.reason() == StatusReason.PAIR_STALE;
            if (!sameSource || !oldTops.add(top.exchangeTimeNs, top.venueSeq)) {
                doubts.onDropped(nowNs, pairStaleAfterNs);
                return Verdict.OLD;
            }
        }
        oldTops.end();
        if (updatedNs == NEVER || nowNs - updatedNs >= pairStaleAfterNs || doubts.reason() != null) {
            movingSinceNs = nowNs;
        }
        doubts.onTop(changed);
        topSource = source;
        updatedNs = nowNs;
        exchangeTimeNs = top.exchangeTimeNs;
        venueSeq = top.venueSeq;
        quoted = true;
        firstOfConnection = false;
        if (changed) {
            changedNs = nowNs;
            receiveTimeNs = receivedNs;
            bid.set(top.bid);
            bidSize.set(top.bidSize);
            ask.set(top.ask);
            askSize.set(top.askSize);
        }
        return changed ? Verdict.CHANGED : Verdict.UNCHANGED;
    }

    /** The venue tells of a top that cannot be served, and so that the one known here is over. */
    public void callOff(long nowNs) {
        if (quoted) {
            doubts.onCalledOff(nowNs);
        }
    }

    /** The venue's present connections do not bring the pair. */
    public void unheard() {
        if (quoted) {
            doubts.onUnheard();
        }
    }

    /** Looks at what only time changes. */
    public void onTime(long nowNs) {
        doubts.onTime(nowNs);
    }

    private boolean isSame(TopUpdate top) {
        return bid.sameDigits(top.bid.mantissa(), top.bid.format())
                && ask.sameDigits(top.ask.mantissa(), top.ask.format())
                && bidSize.sameDigits(top.bidSize.mantissa(), top.bidSize.format())
                && askSize.sameDigits(top.askSize.mantissa(), top.askSize.format());
    }

    /** Venue time decides, then the venue's number; a number alone counts only within one connection. */
    private boolean isOld(TopUpdate top) {
        boolean timed = top.exchangeTimeNs != 0 && exchangeTimeNs != 0;
        if (timed && top.exchangeTimeNs != exchangeTimeNs) {
            boolean clockSet = firstOfConnection && exchangeTimeNs - top.exchangeTimeNs > CLOCK_SET_NS;
            return top.exchangeTimeNs < exchangeTimeNs && !clockSet;
        }
        return !firstOfConnection && top.venueSeq >= 0 && top.venueSeq <= venueSeq;
    }

    /** Whether another connection than {@code source} brought the newest top. */
    public boolean isSecondTop(Object source) {
        return topSource != null && topSource != source;
    }

    /** Whether another connection than {@code source} brought the newest trade. */
    public boolean isSecondTrade(Object source) {
        return tradeSource != null && tradeSource != source;
    }

    /** Whether the venue has told a last price in this process. */
    public boolean hasLast() {
        return !last.isAbsent();
    }

    /** Takes the last price over unless a trade known here is newer. */
    public void update(TickerUpdate ticker) {
        if (ticker.last.isAbsent()) {
            return;
        }
        if (isNewer(ticker.lastTradeId, ticker.exchangeTimeNs, false)
                || (ticker.exchangeTimeNs > lastTimeNs && oldTickers.add(ticker.exchangeTimeNs, ticker.lastTradeId))) {
            setLast(ticker.last, ticker.lastSize, ticker.exchangeTimeNs, ticker.lastTradeId);
        }
    }

    /**
     * Takes the last price over; says whether trades before it are missing or it was seen before.
     *
     * @param source the connection it came by: one that has just begun may be ahead of one that is late
     */
    public GapDetector.Verdict update(TradeUpdate trade, Object source, long nowNs, long pairStaleAfterNs) {
        boolean sameSource = tradeSource == null || tradeSource == source;
        if (!sameSource && gaps.isAfterGap(trade) && ++tradesAhead <= AgreeingRun.BELIEVED) {
            return GapDetector.Verdict.AHEAD;
        }
        GapDetector.Verdict verdict = gaps.check(trade);
        if (verdict != GapDetector.Verdict.REPEATED) {
            tradeSource = source;
            tradesAhead = 0;
            oldTrades.end();
        } else if (sameSource
                && trade.exchangeTimeNs > lastTimeNs
                && oldTrades.add(trade.exchangeTimeNs, trade.tradeId)) {
            tradeSource = source;
            oldTrades.end();
            gaps.restart(trade);
            lastIsOld = true;
            verdict = GapDetector.Verdict.AFTER_GAP; // those that were not believed
        } else if (firstTradeOfConnection) {
            gaps.restart(trade); // the venue may have begun to number anew
        }
        firstTradeOfConnection = false;
        if (!trade.price.isAbsent() && isNewer(trade.tradeId, trade.exchangeTimeNs, true)) {
            setLast(trade.price, trade.size, trade.exchangeTimeNs, trade.tradeId);
        }
        if (quoted && verdict != GapDetector.Verdict.REPEATED) {
            doubts.onTrade(trade.price, bid, ask, nowNs, pairStaleAfterNs);
        }
        return verdict;
    }

    private boolean isNewer(long tradeId, long timeNs, boolean trade) {
        if (last.isAbsent() || lastIsOld) {
            return true;
        }
        if (tradeId >= 0 && lastTradeId >= 0) {
            return tradeId > lastTradeId;
        }
        return trade ? timeNs >= lastTimeNs : timeNs > lastTimeNs;
    }

    private void setLast(Decimal price, Decimal size, long timeNs, long tradeId) {
        last.set(price);
        lastSize.set(size);
        lastTimeNs = timeNs;
        lastTradeId = tradeId;
        lastIsOld = false;
        oldTickers.end();
    }

    /** A connection ended, of perhaps several. */
    public void ended(Object source) {
        topSource = topSource == source ? null : topSource;
        tradeSource = tradeSource == source ? null : tradeSource;
    }

    /** The venue is disconnected: what is known stays known, but is no longer a live quote. */
    public void disconnected() {
        quoted = false;
        firstOfConnection = true;
        firstTradeOfConnection = true;
        movingSinceNs = NEVER;
        updatedNs = NEVER;
        lastIsOld = true;
        lastTradeId = -1;
        doubts.clear();
    }

    /** Fills in the values and times of {@code quote}. */
    public void copyTo(QuoteFlyweight quote) {
        quote.exchangeTimeNs(exchangeTimeNs).receiveTimeNs(receiveTimeNs);
        quote.value(QuoteLayout.BID, bid).value(QuoteLayout.BID_SIZE, bidSize);
        quote.value(QuoteLayout.ASK, ask).value(QuoteLayout.ASK_SIZE, askSize);
        quote.value(QuoteLayout.LAST, last).value(QuoteLayout.LAST_SIZE, lastSize);
    }
}
