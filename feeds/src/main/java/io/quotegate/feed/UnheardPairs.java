package io.quotegate.feed;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices pairs that a venue takes but never quotes: OKX acknowledges and Binance takes in silence what will never come.
 * Looks at each connection once, and once more when other pairs are asked for. Confined to the feed loop.
 */
final class UnheardPairs {
    /** After so long without a quote, all that was asked for having been settled. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VenueBook book;
    private final Instruments instruments;
    private @Nullable FeedConnection judged;

    UnheardPairs(VenueBook book, Instruments instruments) {
        this.book = book;
        this.instruments = instruments;
    }

    /** Other pairs were asked for: looks once more. */
    void judgeAgain() {
        judged = null;
    }

    /** Those of {@code connection}, if it is time; none that came by another connection that is open too. */
    List<Instrument> onTime(FeedConnection connection, long nowNs) {
        if (connection == judged || !book.isLive() || connection.settledNs(nowNs) < PATIENCE.toNanos()) {
            return List.of();
        }
        judged = connection;
        return instruments.on(book.venue()).stream()
                .filter(pair -> !book.isQuoted(pair.id()))
                .toList();
    }
}
