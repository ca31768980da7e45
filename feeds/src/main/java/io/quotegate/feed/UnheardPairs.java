package io.quotegate.feed;

import io.quotegate.feed.pair.GroupHealth;
import io.quotegate.market.Instrument;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices pairs that a venue takes but never quotes: OKX acknowledges and Binance takes in silence what will never come.
 * Looks at each connection once, and once more when other pairs are asked for. Confined to the feed loop.
 */
final class UnheardPairs {
    /** After so long without a quote, all that was asked for having been settled. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final VenueBook book;
    private final GroupHealth health;
    private final Supplier<List<Instrument>> pairs;
    private @Nullable FeedConnection judged;

    /** @param pairs that the connections are to bring, which are as {@code health} says */
    UnheardPairs(VenueBook book, GroupHealth health, Supplier<List<Instrument>> pairs) {
        this.book = book;
        this.health = health;
        this.pairs = pairs;
    }

    /** Other pairs were asked for: looks once more. */
    void judgeAgain() {
        judged = null;
    }

    /** Those of {@code connection}, if it is time; none that came by another connection that is open too. */
    List<Instrument> onTime(FeedConnection connection, long nowNs) {
        if (connection == judged || !health.isLive() || connection.settledNs(nowNs) < PATIENCE.toNanos()) {
            return List.of();
        }
        judged = connection;
        return pairs.get().stream().filter(pair -> !book.isQuoted(pair.id())).toList();
    }
}
