package io.quotegate.app;

import io.netty.channel.EventLoop;
import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.binance.BinanceHistory;
import io.quotegate.feed.okx.OkxHistory;
import io.quotegate.feed.rest.VenueHistory;
import io.quotegate.gateway.loop.CandlePushes;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuoteRing;
import io.quotegate.service.history.CandleBook;
import io.quotegate.service.history.History;
import io.quotegate.service.history.HistoryListener;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.history.HistorySource;
import io.quotegate.service.history.TradeTape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Puts the history together. Adding a venue adds a line. */
final class HistoryAssembly {
    private final GatewayConfig config;
    private final Instruments instruments;
    private final CandleBook book;
    private final TradeTape tape;

    HistoryAssembly(GatewayConfig config, Instruments instruments) {
        this.config = config;
        this.instruments = instruments;
        book = new CandleBook(instruments);
        tape = new TradeTape(instruments);
    }

    HistoryService service() {
        return new HistoryService(instruments, book, tape);
    }

    /**
     * @param loops  that candles are pushed on; complete before the history is started
     * @param keeper knows the minutes of before, and hears of new ones
     */
    History history(QuoteRing ring, Executor blocking, Map<EventLoop, LoopContext> loops, HistoryKeeper keeper) {
        List<HistorySource> sources =
                config.feeds().preferred().stream().map(this::source).toList();
        List<HistoryListener> listeners = List.of(new CandlePushes(loops), keeper.listener());
        return new History(new History.Parts(
                instruments,
                ring,
                book,
                tape,
                keeper.archive(),
                sources,
                blocking,
                NamedThreads.of("history"),
                listeners,
                ServiceAssembly.epochUs()));
    }

    private HistorySource source(Venue venue) {
        VenueHistory history = history(venue);
        return new HistorySource(
                venue, history.mostCandles(), history.tellsTakers(), history::minutes, history::trades);
    }

    private VenueHistory history(Venue venue) {
        return switch (venue) {
            case OKX -> new OkxHistory(config.venues().of(venue).rest());
            case BINANCE -> new BinanceHistory(config.venues().of(venue).rest());
        };
    }
}
