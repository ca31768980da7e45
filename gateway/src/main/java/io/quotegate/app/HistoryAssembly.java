package io.quotegate.app;

import io.quotegate.concurrent.NamedThreads;
import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.binance.BinanceHistory;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.okx.OkxHistory;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.rest.RestClient;
import io.quotegate.feed.rest.VenueHistory;
import io.quotegate.gateway.loop.CandlePushes;
import io.quotegate.gateway.loop.ServerLoops;
import io.quotegate.gateway.operation.Services;
import io.quotegate.market.Venue;
import io.quotegate.persistence.Persistence;
import io.quotegate.service.history.CandleBook;
import io.quotegate.service.history.History;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.history.HistorySource;
import io.quotegate.service.history.TradeTape;
import io.quotegate.service.indicators.IndicatorFeed;
import java.util.List;
import java.util.Objects;

/** Puts the history together. Adding a venue adds a line. */
final class HistoryAssembly {
    private final GatewayConfig config;
    private final Market market;
    private final Feeds feeds;
    private final CandleBook book;
    private final TradeTape tape;
    private final RestClient client;
    private final FaultGuard guard;

    HistoryAssembly(GatewayConfig config, Market market, Feeds feeds, RestClient client, FaultGuard guard) {
        this.config = config;
        this.market = market;
        this.feeds = feeds;
        this.client = client;
        this.guard = guard;
        book = new CandleBook(market.instruments());
        tape = new TradeTape(market.instruments());
    }

    HistoryService service() {
        return new HistoryService(market.instruments(), book, tape);
    }

    /** The history, of which {@code persistence} knows the minutes of before, and {@code loops} tell their clients. */
    History history(Persistence persistence, GatewayThreads threads, ServerLoops loops, Services services) {
        List<HistorySource> sources = config.cluster().follows()
                ? ClusterAssembly.history(config.cluster(), client)
                : feeds.stats().keySet().stream().map(this::source).toList();
        return new History(new History.Parts(
                market.instruments(),
                market.ring(),
                book,
                tape,
                persistence.archive(),
                sources,
                threads.blocking(),
                NamedThreads.of("history"),
                List.of(
                        new CandlePushes(loops.contexts()),
                        new IndicatorFeed(services.indicators(), threads.store()),
                        persistence),
                ServiceAssembly.epochUs(),
                guard));
    }

    private HistorySource source(Venue venue) {
        VenueHistory history = history(venue);
        return new HistorySource(
                venue, history.mostCandles(), history.tellsTakers(), history::minutes, history::trades);
    }

    private VenueHistory history(Venue venue) {
        List<Route> rest = config.venues().rest(venue);
        VenueOrigin origin = Objects.requireNonNull(feeds.origins().get(venue));
        return switch (venue) {
            case OKX -> new OkxHistory(rest, origin, client);
            case BINANCE -> new BinanceHistory(rest, origin, client);
        };
    }
}
