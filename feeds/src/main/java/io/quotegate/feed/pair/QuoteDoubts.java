package io.quotegate.feed.pair;

import io.quotegate.market.Decimal;
import io.quotegate.market.StatusReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the quote of a pair cannot be right although its venue is connected: the venue goes on to quote, but
 * nothing of it can be taken; it has said that there is another, but one that can be none; it does not repeat it to a new connection; or it goes on to trade, but
 * never at these prices. Each must last, and ends with the next change of the quote. Confined to the feed loop.
 */
final class QuoteDoubts {
    private static final long NEVER = Long.MIN_VALUE;
    /** So long a quote stands after the venue has called it off without another that could be served. */
    private static final long CALLED_OFF_NS = Duration.ofSeconds(1).toNanos();

    private long droppedSinceNs = NEVER;
    private long outsideSinceNs = NEVER;
    private long calledOffNs = NEVER;
    private @Nullable StatusReason reason;

    /** Why the quote is not to be believed; null if it is. */
    @Nullable
    StatusReason reason() {
        return reason;
    }

    /** A quote was taken over, {@code changed} or the same as before. */
    void onTop(boolean changed) {
        calledOffNs = NEVER;
        droppedSinceNs = NEVER;
        if (changed) {
            outsideSinceNs = NEVER;
        }
        if (changed || reason == StatusReason.PAIR_STALE) {
            reason = null;
        }
        onRepeated();
    }

    /** The quote came once more, by whichever connection. */
    void onRepeated() {
        if (reason == StatusReason.NO_DATA) {
            reason = null;
        }
    }

    /** The quote came by a connection that is gone, and those that there are do not bring it. */
    void onUnheard() {
        reason = reason == null ? StatusReason.NO_DATA : reason;
    }

    /** A quote was dropped for its age. */
    void onDropped(long nowNs, long lastingNs) {
        droppedSinceNs = droppedSinceNs == NEVER ? nowNs : droppedSinceNs;
        if (reason == null && nowNs - droppedSinceNs >= lastingNs) {
            reason = StatusReason.PAIR_STALE;
        }
    }

    /** There is another quote, which cannot be served: it has no side, or its bid is not below its ask. */
    void onCalledOff(long nowNs) {
        calledOffNs = calledOffNs == NEVER ? nowNs : calledOffNs;
    }

    /** Looks at what only time changes. */
    void onTime(long nowNs) {
        if (reason == null && calledOffNs != NEVER && nowNs - calledOffNs >= CALLED_OFF_NS) {
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
        calledOffNs = NEVER;
        droppedSinceNs = NEVER;
        outsideSinceNs = NEVER;
        reason = null;
    }
}
