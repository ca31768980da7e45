package io.quotegate.app;

import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.listing.PairDirectory;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up which pairs are served, while clients are served the others: when the configuration changes, and when pairs come
 * and go on the venues that its patterns stand for. Any thread; blocks until venues have answered and the feeds have it.
 */
final class PairReload implements Reload.Part {
    private static final Logger LOG = LoggerFactory.getLogger(PairReload.class);
    private static final int MOST_NAMED = 30; // in a line of the log

    private final PairDirectory directory;
    private final Instruments instruments;
    private final Feeds feeds;
    private final Consumer<Instruments.Change> taken;

    private List<String> written; // guarded by this, as all that follows
    private List<String> served;
    private long dueNs;

    /**
     * What serves {@code instruments}.
     *
     * @param written pairs and patterns that they are of
     * @param taken   hears of what changed when it has
     */
    PairReload(
            PairDirectory directory,
            List<String> written,
            Instruments instruments,
            Feeds feeds,
            Consumer<Instruments.Change> taken) {
        this.directory = directory;
        this.written = written;
        this.instruments = instruments;
        this.feeds = feeds;
        this.taken = taken;
        served = List.of();
        dueNs = System.nanoTime() + directory.untilNext().toNanos();
    }

    @Override
    public Runnable prepare(GatewayConfig running, GatewayConfig next) throws IOException {
        boolean same = next.pairs().equals(running.pairs());
        if (same && !PairDirectory.hasPatterns(next.pairs())) {
            return () -> {};
        }
        List<String> listings = same ? directory.refresh(next.pairs()) : directory.resolve(next.pairs());
        checkRoom(listings);
        return () -> serve(next.pairs(), listings);
    }

    private void checkRoom(List<String> listings) throws IOException {
        if (!instruments.fits(listings)) {
            throw new IOException("pairs: with those that were served since the start more than "
                    + instruments.capacity() + " (a restart makes room)");
        }
    }

    /** Looks what patterns stand for by now, if it is time. */
    synchronized void lookWhenDue() {
        if (!PairDirectory.hasPatterns(written) || System.nanoTime() - dueNs < 0) {
            return;
        }
        try {
            List<String> listings = directory.refresh(written);
            checkRoom(listings);
            serve(written, listings);
        } catch (IOException e) {
            LOG.warn("pairs stay as they are: {}", FailureText.of(e));
        }
        dueNs = System.nanoTime() + directory.untilNext().toNanos();
    }

    private synchronized void serve(List<String> newlyWritten, List<String> listings) {
        written = newlyWritten;
        if (listings.isEmpty() || listings.equals(served)) {
            return;
        }
        served = listings;
        Instruments.Change change = feeds.serve(listings).syncUninterruptibly().getNow();
        taken.accept(change);
        tell("served from now on", change.begun());
        tell("not served any more", change.ended());
    }

    private static void tell(String what, List<Instrument> pairs) {
        if (!pairs.isEmpty()) {
            String names =
                    pairs.stream().limit(MOST_NAMED).map(Instrument::symbol).collect(Collectors.joining(", "));
            int others = pairs.size() - MOST_NAMED;
            LOG.info("{}: {}{}", what, names, others > 0 ? " and " + others + " others" : "");
        }
    }
}
