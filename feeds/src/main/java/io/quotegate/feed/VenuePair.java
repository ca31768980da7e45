package io.quotegate.feed;

import io.quotegate.market.Decimal;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import java.time.Duration;

/** The newest that one venue has said of one pair. Confined to the feed loop. */
final class VenuePair {
    static final long NEVER = Long.MIN_VALUE;
    /** A venue whose clock goes back further than this has set it, and is believed. */
    private static final long CLOCK_SET_NS = Duration.ofMinutes(1).toNanos();

    private final Decimal bid = new Decimal();
    private final Decimal bidSize = new Decimal();
    private final Decimal ask = new Decimal();
    private final Decimal askSize = new Decimal();
    private final Decimal last = new Decimal();
    private final Decimal lastSize = new Decimal();
    private final GapDetector gaps = new GapDetector();

    private long exchangeTimeNs;
    private long venueSeq = -1;
    private long receiveTimeNs;
    private long lastTimeNs;
    private long lastTradeId = -1;
    private boolean lastIsOld; // the connection it came by is gone, so whatever comes next is newer

    private boolean quoted; // on this connection
    private boolean firstOfConnection = true;
    private boolean firstTradeOfConnection = true;
    private long updatedNs = NEVER; // monotonic, of the last top of book, changed or not
    private long changedNs = NEVER; // monotonic, of the last change
    private long movingSinceNs = NEVER; // since when there was no silence longer than pairStaleAfter

    /** What a top of book is, compared with the one before it. */
    enum Verdict {
        CHANGED,
        /** The same, so only a sign of life. */
        UNCHANGED,
        /** Older than what is known, or the very same message again. */
        OLD
    }

    /** Whether the venue has quoted the pair since it was connected. */
    boolean quoted() {
        return quoted;
    }

    long updatedNs() {
        return updatedNs;
    }

    long changedNs() {
        return changedNs;
    }

    long movingSinceNs() {
        return movingSinceNs;
    }

    /** Takes {@code top} over unless it is old. */
    Verdict update(TopUpdate top, long receivedNs, long nowNs, long pairStaleAfterNs) {
        if (isOld(top)) {
            return Verdict.OLD;
        }
        boolean changed = !quoted
                || !bid.sameDigits(top.bid.mantissa(), top.bid.format())
                || !ask.sameDigits(top.ask.mantissa(), top.ask.format())
                || !bidSize.sameDigits(top.bidSize.mantissa(), top.bidSize.format())
                || !askSize.sameDigits(top.askSize.mantissa(), top.askSize.format());
        if (updatedNs == NEVER || nowNs - updatedNs >= pairStaleAfterNs) {
            movingSinceNs = nowNs;
        }
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

    /** Venue time decides, then the venue's number; a number alone counts only within one connection. */
    private boolean isOld(TopUpdate top) {
        boolean timed = top.exchangeTimeNs != 0 && exchangeTimeNs != 0;
        if (timed && top.exchangeTimeNs != exchangeTimeNs) {
            boolean clockSet = firstOfConnection && exchangeTimeNs - top.exchangeTimeNs > CLOCK_SET_NS;
            return top.exchangeTimeNs < exchangeTimeNs && !clockSet;
        }
        return !firstOfConnection && top.venueSeq >= 0 && top.venueSeq <= venueSeq;
    }

    /** Takes the last price over unless a trade known here is newer. */
    boolean update(TickerUpdate ticker) {
        if (ticker.last.isAbsent() || !isNewer(ticker.lastTradeId, ticker.exchangeTimeNs, false)) {
            return false;
        }
        setLast(ticker.last, ticker.lastSize, ticker.exchangeTimeNs, ticker.lastTradeId);
        return true;
    }

    /** Takes the last price over; says whether trades before it are missing or it was seen before. */
    GapDetector.Verdict update(TradeUpdate trade) {
        GapDetector.Verdict verdict = gaps.check(trade);
        if (verdict == GapDetector.Verdict.REPEATED && firstTradeOfConnection) {
            gaps.restart(trade); // the venue may have begun to number anew
        }
        firstTradeOfConnection = false;
        if (!trade.price.isAbsent() && isNewer(trade.tradeId, trade.exchangeTimeNs, true)) {
            setLast(trade.price, trade.size, trade.exchangeTimeNs, trade.tradeId);
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
    }

    /** The connection is gone: what is known stays known, but is no longer a live quote. */
    void disconnected() {
        quoted = false;
        firstOfConnection = true;
        firstTradeOfConnection = true;
        movingSinceNs = NEVER;
        updatedNs = NEVER;
        lastIsOld = true;
        lastTradeId = -1;
    }

    /** Fills in the values and times of {@code quote}. */
    void copyTo(QuoteFlyweight quote) {
        quote.exchangeTimeNs(exchangeTimeNs).receiveTimeNs(receiveTimeNs);
        quote.value(QuoteLayout.BID, bid).value(QuoteLayout.BID_SIZE, bidSize);
        quote.value(QuoteLayout.ASK, ask).value(QuoteLayout.ASK_SIZE, askSize);
        quote.value(QuoteLayout.LAST, last).value(QuoteLayout.LAST_SIZE, lastSize);
    }
}
