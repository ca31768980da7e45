package io.quotegate.feed.dialect;

import io.quotegate.feed.book.BookListener;
import io.quotegate.feed.book.BookStats;
import io.quotegate.feed.book.VenueBooks;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.text.ByteWriter;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The books of one venue, and how to ask for what they are made of. Confined to the feed loop. */
public interface BookVenue {
    /** The books, and how many connections bring them. */
    VenueBooks books();

    /** The dialect of a new connection, which is that number of {@link #books()}. */
    VenueDialect open(int connection, MarketListener market, DialectListener listener);

    /** Hands were shaken on a connection, by which {@code requests} are sent from now on. */
    void onOpen(int connection, Consumer<ByteWriter> requests);

    /** The venue has taken a request by which the dialect of a connection asked for some or all of its pairs. */
    void onTaken(int connection);

    /** The venue does not have the book of a pair. */
    void onRefused(int connection, int instrumentId);

    /** A connection ended on which hands had been shaken. */
    void onEnd(int connection);

    /**
     * Where a venue's books are.
     *
     * @param lanes       connections that bring the same
     * @param listener    hears what becomes of books
     * @param stats       where it is counted what they cost
     * @param origin      told by each answer over REST whether the venue is real
     * @param feedLoop    what is to happen on it
     * @param monotonicNs its clock
     * @param epochNs     the time of day, nanoseconds since the epoch
     */
    record Surroundings(
            Instruments instruments,
            int lanes,
            BookListener listener,
            BookStats stats,
            VenueOrigin origin,
            Executor feedLoop,
            LongSupplier monotonicNs,
            LongSupplier epochNs) {}

    /** Makes the books of a venue, none of which has begun. */
    @FunctionalInterface
    interface Factory {
        BookVenue make(Surroundings surroundings);
    }
}
