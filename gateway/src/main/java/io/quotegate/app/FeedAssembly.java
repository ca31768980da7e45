package io.quotegate.app;

import io.netty.buffer.ByteBufAllocator;
import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueDialect;
import io.quotegate.feed.VenueRules;
import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.market.Venue;
import io.quotegate.persistence.Origins;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Puts the venues together. Adding a venue adds a line to each method below. */
final class FeedAssembly {
    private FeedAssembly() {}

    static Feeds assemble(
            GatewayConfig config, Market market, GatewayThreads threads, ByteBufAllocator buffers, FaultGuard guard) {
        List<Feeds.VenueParts> venues = config.feeds().preferred().stream()
                .map(venue -> new Feeds.VenueParts(
                        config.venues().endpoint(venue),
                        rules(venue),
                        dialects(venue),
                        config.venues().of(venue).connections()))
                .toList();
        ClientLoop loop =
                new ClientLoop(threads.eventLoops().feed(), threads.transport().clients(), buffers);
        Feeds.Surroundings surroundings =
                new Feeds.Surroundings(loop, threads.dialer(), FeedClock.system(), market.publisher(), guard);
        Feeds feeds = new Feeds(market.instruments(), config.feeds(), venues, surroundings);
        feeds.origins().forEach((venue, origin) -> {
            if (config.venues().isAtHome(venue)) {
                origin.tell(false); // nobody else is there
            }
        });
        return feeds;
    }

    /** What is known of whether the venues are real; the first of those that are known at the start is the best one. */
    static Origins origins(Feeds feeds) {
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        feeds.origins().values().forEach(origin -> origin.told().thenAccept(first::complete));
        return new Origins(first, venue -> {
            VenueOrigin origin = feeds.origins().get(venue);
            return origin != null && origin.isSimulated();
        });
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
