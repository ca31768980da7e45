package io.quotegate.app;

import io.netty.buffer.ByteBufAllocator;
import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueParts;
import io.quotegate.feed.binance.BinanceBooks;
import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.binance.BinancePairs;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.BookVenue;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.feed.listing.PairDirectory;
import io.quotegate.feed.listing.VenuePairs;
import io.quotegate.feed.okx.OkxBooks;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.feed.okx.OkxPairs;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.rest.RestClient;
import io.quotegate.feed.rest.VenueRest;
import io.quotegate.feed.tap.FeedTap;
import io.quotegate.market.Venue;
import io.quotegate.persistence.Origins;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the venues together. Adding a venue adds a line to each method below. */
final class FeedAssembly {
    private static final int MOST_BYTES = 64 * 1024 * 1024; // of a list of pairs; Binance's is some twenty megabytes

    private FeedAssembly() {}

    /** @param tap where what is said on connections is copied to; null where nobody overhears them */
    static Feeds assemble(
            GatewayConfig config,
            Market market,
            GatewayThreads threads,
            ByteBufAllocator buffers,
            FaultGuard guard,
            @Nullable FeedTap tap) {
        boolean follows = config.cluster().follows();
        List<VenueParts> venues = (follows ? List.<Venue>of() : config.feeds().preferred())
                .stream()
                        .map(venue -> new VenueParts(
                                tap == null
                                        ? config.venues().endpoint(venue)
                                        : config.venues().namingEndpoint(venue),
                                rules(venue),
                                dialects(venue),
                                config.venues().of(venue).connections(),
                                mostPairs(venue)))
                        .toList();
        ClientLoop loop =
                new ClientLoop(threads.eventLoops().feed(), threads.transport().clients(), buffers);
        Feeds.Surroundings surroundings = new Feeds.Surroundings(
                loop, threads.dialer(), FeedClock.system(), follows ? unread() : market.publisher(), guard, tap);
        Feeds feeds =
                new Feeds(market.instruments(), config.feeds(), venues, books(config, market, threads), surroundings);
        feeds.origins().forEach((venue, origin) -> {
            if (config.venues().isAtHome(venue)) {
                origin.tell(false); // nobody else is there
            }
        });
        return feeds;
    }

    /** What feeds write to that are connected to nothing, where the rings are another's to write. */
    private static QuotePublisher unread() {
        return new QuotePublisher(QuoteRing.ofCapacity(8), new TopOfBook(0));
    }

    private static Feeds.BookParts books(GatewayConfig config, Market market, GatewayThreads threads) {
        if (!config.books() || config.cluster().follows()) {
            return Feeds.BookParts.NONE;
        }
        RestClient client = threads.restClient();
        Map<Venue, BookVenue.Factory> venues = config.feeds().preferred().stream()
                .collect(Collectors.toMap(
                        venue -> venue,
                        venue -> books(venue, config.venues().rest(venue), client, threads.blocking())));
        return new Feeds.BookParts(market.books().publisher(), venues);
    }

    private static BookVenue.Factory books(Venue venue, List<Route> rest, RestClient client, Executor blocking) {
        return switch (venue) {
            case OKX -> OkxBooks::new;
            case BINANCE ->
                surroundings ->
                        new BinanceBooks(new VenueRest(rest, surroundings.origin(), client), blocking, surroundings);
        };
    }

    /** What is known of whether the venues are real; the first of those that are known at the start is the best one. */
    static Origins origins(Map<Venue, VenueOrigin> origins) {
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        origins.values().forEach(origin -> origin.told().thenAccept(first::complete));
        return new Origins(first, venue -> {
            VenueOrigin origin = origins.get(venue);
            return origin != null && origin.isSimulated();
        });
    }

    /** Which pairs the venues have that are connected; none where feed nodes are followed. */
    static PairDirectory directory(GatewayConfig config, RestClient client) {
        Map<Venue, VenuePairs> venues = new LinkedHashMap<>();
        if (!config.cluster().follows()) {
            config.feeds().preferred().forEach(venue -> {
                List<Route> routes = config.venues().rest(venue);
                VenueRest rest = VenueRest.ofLongAnswers(routes, VenueOrigin.of(false), client, MOST_BYTES);
                venues.put(venue, pairs(venue, rest));
            });
        }
        return new PairDirectory(venues);
    }

    private static VenuePairs pairs(Venue venue, VenueRest rest) {
        return switch (venue) {
            case OKX -> new OkxPairs(rest);
            case BINANCE -> new BinancePairs(rest);
        };
    }

    static VenueRules rules(Venue venue) {
        return switch (venue) {
            case OKX -> OkxDialect.RULES;
            case BINANCE -> BinanceDialect.RULES;
        };
    }

    private static int mostPairs(Venue venue) {
        return switch (venue) {
            case OKX -> OkxDialect.MAX_PAIRS;
            case BINANCE -> BinanceDialect.MAX_PAIRS;
        };
    }

    private static VenueDialect.Factory dialects(Venue venue) {
        return switch (venue) {
            case OKX -> OkxDialect::new;
            case BINANCE -> BinanceDialect::new;
        };
    }
}
