package io.quotegate.gateway.fanout;

/** Hears of every quote of some pairs, to compute something from them. On the event loop it watches on. */
@FunctionalInterface
public interface QuoteWatcher {
    /** The table that {@link EventLoopFanout#watch} answered holds a new quote of the pair. */
    void onQuote(int instrumentId);
}
