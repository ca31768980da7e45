package io.quotegate.feed.pair;

import io.quotegate.market.Decimal;
import io.quotegate.market.StatusReason;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the quote of a pair cannot be right although its venue is connected: the venue goes on to quote, but
 * nothing of it can be taken; or it goes on to trade, but never at these prices. Either must last, and ends with the next
 * change of the quote. Confined to the feed loop.
 */
final class QuoteDoubts {
    private static final long NEVER = Long.MIN_VALUE;

    private long droppedSinceNs = NEVER;
    private long outsideSinceNs = NEVER;
    private @Nullable StatusReason reason;

    /** Why the quote is not to be believed; null if it is. */
    @Nullable
    StatusReason reason() {
        return reason;
    }

    /** A quote was taken over, {@code changed} or the same as before. */
    void onTop(boolean changed) {
        droppedSinceNs = NEVER;
        if (changed) {
            outsideSinceNs = NEVER;
        }
        if (changed || reason == StatusReason.PAIR_STALE) {
            reason = null;
        }
    }

    /** A quote was dropped for its age. */
    void onDropped(long nowNs, long lastingNs) {
        droppedSinceNs = droppedSinceNs == NEVER ? nowNs : droppedSinceNs;
        if (reason == null && nowNs - droppedSinceNs >= lastingNs) {
            reason = StatusReason.PAIR_STALE;
        }
    }

    /** There was a trade while the quote was {@code bid} and {@code ask}. */
    void onTrade(Decimal price, Decimal bid, Decimal ask, long nowNs, long lastingNs) {
        if (price.isAbsent()) {
            return;
        }
        boolean outside =
                (!ask.isAbsent() && price.compareTo(ask) > 0) || (!bid.isAbsent() && price.compareTo(bid) < 0);
        if (!outside) {
            outsideSinceNs = NEVER;
            if (reason == StatusReason.TRADES_DISAGREE) {
                reason = null;
            }
            return;
        }
        outsideSinceNs = outsideSinceNs == NEVER ? nowNs : outsideSinceNs;
        if (reason == null && nowNs - outsideSinceNs >= lastingNs) {
            reason = StatusReason.TRADES_DISAGREE;
        }
    }

    /** The quote is gone, and what was held against it. */
    void clear() {
        droppedSinceNs = NEVER;
        outsideSinceNs = NEVER;
        reason = null;
    }
}
