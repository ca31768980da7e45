package io.quotegate.feed.pair;

import io.quotegate.market.TradeUpdate;

/**
 * Notices trades that did not reach us by the numbers of those that did: on Binance ids rise by one, on OKX by the
 * {@code count} of the message. Keeps its place across reconnections, so what was missed in between is noticed too.
 * Confined to the feed loop.
 */
public final class GapDetector {
    private static final long NONE = -1;

    private long lastId = NONE;

    /** What a trade is, compared with those before it. */
    public enum Verdict {
        NEXT,
        /** Already seen. */
        REPEATED,
        /** Trades before it are missing. */
        AFTER_GAP,
        /** Another connection has still to bring those before it, and then this one. */
        AHEAD
    }

    Verdict check(TradeUpdate trade) {
        long id = trade.tradeId;
        if (id < 0) {
            return Verdict.NEXT; // no number, nothing to tell
        }
        long last = lastId;
        if (last != NONE && id <= last) {
            return Verdict.REPEATED;
        }
        lastId = id;
        boolean gap = last != NONE && trade.count > 0 && id - trade.count > last;
        return gap ? Verdict.AFTER_GAP : Verdict.NEXT;
    }

    /** Whether trades before it are missing so far. */
    boolean isAfterGap(TradeUpdate trade) {
        return lastId != NONE && trade.count > 0 && trade.tradeId - trade.count > lastId;
    }

    /** Goes on from {@code trade}, whatever came before. */
    void restart(TradeUpdate trade) {
        lastId = trade.tradeId;
    }
}
