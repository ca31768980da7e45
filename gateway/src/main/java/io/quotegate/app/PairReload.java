package io.quotegate.app;

import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.Feeds;
import io.quotegate.gateway.loop.ServerLoops;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.history.History;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up which pairs are served, while clients are served the others. Any thread; blocks until the feeds have. */
record PairReload(
        Instruments instruments, Feeds feeds, History history, ConversionService conversions, ServerLoops loops)
        implements Reload.Part {
    private static final Logger LOG = LoggerFactory.getLogger(PairReload.class);

    @Override
    public Runnable prepare(GatewayConfig running, GatewayConfig next) throws IOException {
        if (next.pairs().equals(running.pairs())) {
            return () -> {};
        }
        if (!instruments.fits(next.pairs())) {
            throw new IOException("pairs: with those that were served since the start more than "
                    + instruments.capacity() + " (a restart makes room)");
        }
        return () -> serve(next.pairs());
    }

    private void serve(List<String> listings) {
        Instruments.Change change = feeds.serve(listings).syncUninterruptibly().getNow();
        history.relist(change);
        conversions.relist();
        BitSet begun = new BitSet();
        change.begun().forEach(pair -> begun.set(pair.id()));
        loops.addPairs(begun);
        tell("served from now on", change.begun());
        tell("not served any more", change.ended());
    }

    private static void tell(String what, List<Instrument> pairs) {
        if (!pairs.isEmpty()) {
            LOG.info("{}: {}", what, pairs.stream().map(Instrument::symbol).collect(Collectors.joining(", ")));
        }
    }
}
