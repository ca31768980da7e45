package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.List;
import java.util.function.IntFunction;

/** All books of one venue, on however many connections the venue's rules want. Confined to the feed loop. */
public interface VenueBooks {
    /** How many connections bring them; numbered from 0. One that has no pairs any more is not needed. */
    int connections();

    /** The same, however pairs change. */
    int mostConnections();

    /**
     * The venue has other pairs than before; their books begin, and those of the others are forgotten. What is to be asked
     * for of it on each connection, by its number, if that is not asked for from here.
     */
    IntFunction<Instruments.Change> relist(Instruments.Change change, long nowNs);

    /** All pairs that the venue has. */
    List<Instrument> pairs();

    /** The pairs that {@code connection} brings. */
    List<Instrument> pairs(int connection);

    /** A connection was opened. */
    void onUp(int connection, long nowNs);

    /** A connection ended. */
    void onDown(int connection, long nowNs);

    /**
     * A message came.
     *
     * @param receivedNs when it was read, nanoseconds since the epoch
     */
    void onDepth(int connection, DepthUpdate update, long receivedNs, long nowNs);

    /** Looks at what only time changes, and asks the venue for what is missing. Several times a second. */
    void onTime(long nowNs);

    /** The book of a pair that the venue has. */
    KeptBook book(int instrumentId);
}
