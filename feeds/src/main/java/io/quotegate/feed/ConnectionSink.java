package io.quotegate.feed;

import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.function.Consumer;

/**
 * Where a connection reports that it reads, and what of it was market data: its venue's quotes, or its books. Confined to the
 * feed loop.
 */
interface ConnectionSink {
    Venue venue();

    VenueOrigin origin();

    /** How many messages of market data have come, on whatever connection. */
    long heard();

    /** Hands were shaken: from now on {@code requests} sends them to the venue. */
    default void opened(Consumer<ByteWriter> requests) {}

    /** Stamps what is decoded next with the connection it came by and the time it was read. */
    void beginRead(Object connection, long monotonicNs, long epochNs);

    /** All that came at once has been decoded. */
    void endRead();

    /** A connection is over; the venue may have others. */
    void ended(Object connection);
}
