package io.quotegate.feed;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.time.Duration;
import java.util.List;

/**
 * Notices pairs that a venue does not refuse but never quotes: Binance takes a subscription to whatever it does not have.
 * Confined to the feed loop.
 */
final class UnheardPairs {
    /** After so long without a quote. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final VenueBook book;
    private final Instruments instruments;
    private long askedNs; // since when the venue was live, when they were looked for last

    UnheardPairs(VenueBook book, Instruments instruments) {
        this.book = book;
        this.instruments = instruments;
        askedNs = Long.MIN_VALUE;
    }

    /** Those of a venue that has been live for long enough, once each time that it became live; else none. */
    List<Instrument> onTime(long nowNs) {
        long sinceNs = book.healthySinceNs();
        if (!book.isLive() || sinceNs == askedNs || nowNs - sinceNs < PATIENCE.toNanos()) {
            return List.of();
        }
        askedNs = sinceNs;
        return instruments.on(book.venue()).stream()
                .filter(pair -> !book.pair(pair.id()).quoted())
                .toList();
    }
}
