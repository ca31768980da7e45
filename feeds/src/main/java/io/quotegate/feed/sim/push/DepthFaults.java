package io.quotegate.feed.sim.push;

/** What can go wrong with the books of a venue. Confined to the venue's loop. */
public interface DepthFaults {
    /** Loses the next {@code count} updates of every book. */
    void loseNext(int count);

    /** Lets somebody pay more than others ask in every book, or no longer. */
    void cross(boolean yes);

    /** Counts from the beginning again, as after maintenance. */
    void resetNumbers();
}
