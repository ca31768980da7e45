package io.quotegate.feed.sim.push;

/** A source of pushes: a walking market, its tickers, a recording. Confined to the venue's loop. */
public interface Producer {
    /**
     * Publishes what is due, or as much of it as should be done at once.
     *
     * @return whether more is due already
     */
    boolean tick(long nowNs);

    /** Releases what it holds. */
    default void close() {}
}
