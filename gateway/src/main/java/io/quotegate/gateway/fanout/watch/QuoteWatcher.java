package io.quotegate.gateway.fanout.watch;

/** Computes something from quotes of some pairs, whenever any of them has changed. On the event loop it watches on. */
@FunctionalInterface
public interface QuoteWatcher {
    /**
     * The table that {@link io.quotegate.gateway.fanout.EventLoopFanout#watch} answered holds quotes that it did not hold when this was called last:
     * once for all quotes of a batch.
     */
    void onChange();
}
