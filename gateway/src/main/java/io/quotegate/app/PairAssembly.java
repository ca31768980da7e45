package io.quotegate.app;

import io.quotegate.concurrent.RepeatedTask;
import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.listing.PairDirectory;
import io.quotegate.gateway.loop.ServerLoops;
import io.quotegate.gateway.operation.Services;
import io.quotegate.market.Instruments;
import io.quotegate.service.history.History;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which pairs are served from the start, and what takes up others.
 *
 * @param written  pairs and patterns of the configuration
 * @param listings what they stand for, as {@link io.quotegate.market.PairListing} spells pairs
 * @param threads  look, later, what they stand for by then
 */
record PairAssembly(PairDirectory directory, List<String> written, List<String> listings, GatewayThreads threads) {
    private static final long GOODBYE_MS = 500;

    /**
     * Asks venues where the configuration has patterns. Blocks.
     *
     * @param failed run where that is in vain, when {@code threads} were told to end
     * @throws IOException if it is
     */
    static PairAssembly of(GatewayConfig config, GatewayThreads threads, Runnable failed) throws IOException {
        PairDirectory directory = FeedAssembly.directory(config, threads.restClient());
        try {
            return new PairAssembly(directory, config.pairs(), directory.resolve(config.pairs()), threads);
        } catch (IOException e) {
            threads.shutDown(GOODBYE_MS);
            failed.run();
            throw e;
        }
    }

    /** What takes up other pairs than those of {@code market}, which {@code listings} are, in a gateway. */
    PairReload reload(Market market, Feeds feeds, History history, Services services, ServerLoops loops) {
        return reload(market, feeds, change -> {
            history.relist(change);
            services.conversions().relist();
            BitSet begun = new BitSet();
            change.begun().forEach(pair -> begun.set(pair.id()));
            loops.addPairs(begun);
        });
    }

    /** The same where {@code readers} are to know of it. */
    PairReload reload(Market market, Feeds feeds, Consumer<Instruments.Change> readers) {
        PairReload pairs = new PairReload(directory, written, market.instruments(), feeds, readers);
        RepeatedTask.start(
                threads.scheduler(), threads.blocking(), PairDirectory.SOON, PairDirectory.SOON, pairs::lookWhenDue);
        return pairs;
    }
}
