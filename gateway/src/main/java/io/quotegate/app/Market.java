package io.quotegate.app;

import io.quotegate.config.GatewayConfig;
import io.quotegate.market.Instruments;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.util.UUID;

/**
 * The pairs, and the way of their quotes from the feed loop to its readers.
 *
 * @param publisher writes to {@code ring} and {@code topOfBook}, for the feed loop
 * @param instance  differs from one start of the gateway to the next
 */
record Market(Instruments instruments, TopOfBook topOfBook, QuoteRing ring, QuotePublisher publisher, String instance) {
    static Market of(GatewayConfig config) {
        Instruments instruments = Instruments.of(config.pairs());
        TopOfBook topOfBook = new TopOfBook(instruments.count());
        QuoteRing ring = QuoteRing.ofCapacity(config.fanout().ringQuotes());
        return new Market(
                instruments,
                topOfBook,
                ring,
                new QuotePublisher(ring, topOfBook),
                UUID.randomUUID().toString());
    }
}
