package io.quotegate.app;

import io.quotegate.config.GatewayConfig;
import io.quotegate.market.Instruments;
import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.BookRing;
import io.quotegate.ring.BookTable;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.util.List;

/**
 * The pairs, and the way of their quotes and books from the feed loop to its readers.
 *
 * @param publisher writes to {@code ring} and {@code topOfBook}, for the feed loop
 */
record Market(Instruments instruments, TopOfBook topOfBook, QuoteRing ring, QuotePublisher publisher, Books books) {

    /**
     * The way of books.
     *
     * @param publisher writes to {@code ring} and {@code table}, for the feed loop
     */
    record Books(BookTable table, BookRing ring, BookPublisher publisher) {
        static Books of(int pairs, int capacity) {
            BookTable table = new BookTable(capacity);
            BookRing ring = BookRing.ofCapacity(BookRing.capacityFor(pairs));
            return new Books(table, ring, new BookPublisher(ring, table));
        }

        /** Bytes of direct memory that this takes. */
        static long bytes(int pairs) {
            return BookRing.bytes(BookRing.capacityFor(pairs)) + (long) pairs * BookTable.SLOT;
        }
    }

    /** @param listings the pairs, as {@link io.quotegate.market.PairListing} spells them */
    static Market of(GatewayConfig config, List<String> listings) {
        Instruments instruments = Instruments.of(listings);
        TopOfBook topOfBook = new TopOfBook(instruments.capacity());
        QuoteRing ring = QuoteRing.ofCapacity(config.fanout().ringQuotes());
        return new Market(
                instruments,
                topOfBook,
                ring,
                new QuotePublisher(ring, topOfBook),
                Books.of(instruments.count(), instruments.capacity()));
    }

    /** Bytes of direct memory that all of it takes. */
    static long bytes(GatewayConfig config) {
        return QuoteRing.bytes(config.fanout().ringQuotes()) + Books.bytes(config.expectedPairs());
    }
}
