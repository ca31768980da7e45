package io.quotegate.app;

import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.FeedLoop;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueDialect;
import io.quotegate.feed.VenueRules;
import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.market.Venue;
import java.util.List;

/** Puts the venues together. Adding a venue adds a line to each method below. */
final class FeedAssembly {
    private FeedAssembly() {}

    static Feeds assemble(GatewayConfig config, Market market, GatewayThreads threads, FaultGuard guard) {
        List<Feeds.VenueParts> venues = config.feeds().preferred().stream()
                .map(venue -> new Feeds.VenueParts(config.venues().endpoint(venue), rules(venue), dialects(venue)))
                .toList();
        FeedLoop loop =
                new FeedLoop(threads.eventLoops().feed(), threads.transport().clients());
        Feeds.Surroundings surroundings =
                new Feeds.Surroundings(loop, threads.blocking(), FeedClock.system(), market.publisher(), guard);
        return new Feeds(market.instruments(), config.feeds(), venues, surroundings);
    }

    private static VenueRules rules(Venue venue) {
        return switch (venue) {
            case OKX -> OkxDialect.RULES;
            case BINANCE -> BinanceDialect.RULES;
        };
    }

    private static VenueDialect.Factory dialects(Venue venue) {
        return switch (venue) {
            case OKX -> OkxDialect::new;
            case BINANCE -> BinanceDialect::new;
        };
    }
}
