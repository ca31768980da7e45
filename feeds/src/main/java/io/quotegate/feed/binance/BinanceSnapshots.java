package io.quotegate.feed.binance;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.binance.BinanceBookDecoder;
import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.feed.book.BookStats;
import io.quotegate.feed.book.JoinedBooks;
import io.quotegate.feed.book.SnapshotBudget;
import io.quotegate.feed.dialect.BookVenue;
import io.quotegate.feed.rest.VenueRest;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Binance for snapshots of books: {@code /api/v3/depth}, whose weight depends on how many levels are asked for. While
 * others behind the same address have used most of what a client may, and as long as the venue says so, it is asked for
 * nothing. Confined to the feed loop, but for asking, which waits elsewhere.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints">Binance spot
 *     REST API, Order book</a>
 */
final class BinanceSnapshots implements JoinedBooks.Port {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceSnapshots.class);
    private static final int MOST_USED_WEIGHT = 5500; // of 6,000
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT-1M";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;

    private final VenueRest rest;
    private final Executor blocking;
    private final SnapshotBudget budget;
    private final BookStats stats;
    private final Executor feedLoop;
    private final LongSupplier monotonicNs;
    private final LongSupplier epochNs;

    private @Nullable JoinedBooks books;

    /** @param blocking waits for answers */
    BinanceSnapshots(VenueRest rest, Executor blocking, SnapshotBudget budget, BookVenue.Surroundings surroundings) {
        this.rest = rest;
        this.blocking = blocking;
        this.budget = budget;
        stats = surroundings.stats();
        feedLoop = surroundings.feedLoop();
        monotonicNs = surroundings.monotonicNs();
        epochNs = surroundings.epochNs();
    }

    /** Whose snapshots these are; to be called once, before the first is asked for. */
    void answerTo(JoinedBooks its) {
        books = its;
    }

    /** Of a request for so many levels. */
    static int weight(int levels) {
        return levels <= 100 ? 5 : levels <= 500 ? 25 : levels <= 1000 ? 50 : 250;
    }

    /**
     * What came of asking.
     *
     * @param snapshot null if there is none
     * @param holdNs   how long nothing else is to be asked
     */
    private record Outcome(@Nullable DepthUpdate snapshot, long holdNs, String problem) {
        static Outcome failed(String problem) {
            return new Outcome(null, 0, problem);
        }
    }

    @Override
    public void ask(Instrument pair, int levels) {
        stats.snapshots.increment();
        try {
            blocking.execute(() -> askAndTell(pair, levels));
        } catch (RejectedExecutionException e) {
            tell(pair, levels, Outcome.failed("stopped"));
        }
    }

    private void askAndTell(Instrument pair, int levels) {
        Outcome[] outcome = {Outcome.failed("failed")};
        try {
            outcome[0] = outcome(pair, levels);
        } finally { // whatever happened, or it would be waited for for ever
            handOver(() -> tell(pair, levels, outcome[0]));
        }
    }

    private void handOver(Runnable outcome) {
        try {
            feedLoop.execute(outcome);
        } catch (RejectedExecutionException e) {
            // The gateway has ended meanwhile, and nobody waits any more.
        }
    }

    private Outcome outcome(Instrument pair, int levels) {
        try {
            String symbol = VenueRest.encoded(BinanceStream.symbol(pair));
            return outcome(rest.get("/api/v3/depth?symbol=" + symbol + "&limit=" + levels));
        } catch (IOException | ProtocolException e) {
            return Outcome.failed(FailureText.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.failed("stopped");
        }
    }

    private static Outcome outcome(VenueRest.Reply reply) {
        if (reply.status() == TOO_MANY || reply.status() == BANNED) {
            return new Outcome(null, reply.retryAfter(MINUTE).toNanos(), reply.problem());
        }
        if (!reply.isOk()) {
            return Outcome.failed(reply.problem());
        }
        DepthUpdate snapshot = new DepthUpdate();
        boolean isBook = new BinanceBookDecoder().decode(reply.body(), 0, reply.body().length, snapshot);
        boolean isMuch = reply.number(USED_WEIGHT).orElse(0) > MOST_USED_WEIGHT;
        return new Outcome(isBook ? snapshot : null, isMuch ? MINUTE.toNanos() : 0, "no book");
    }

    private void tell(Instrument pair, int levels, Outcome outcome) {
        JoinedBooks its = books;
        if (its == null) {
            return;
        }
        long nowNs = monotonicNs.getAsLong();
        if (outcome.holdNs > 0) {
            budget.hold(nowNs + outcome.holdNs);
        }
        DepthUpdate snapshot = outcome.snapshot;
        if (!its.pairs().contains(pair)) {
            its.onNobody();
        } else if (snapshot == null) {
            stats.refusals.increment();
            LOG.debug("binance: no snapshot of {}: {}", pair.symbol(), outcome.problem);
            its.onRefused(pair.id(), nowNs);
        } else {
            snapshot.instrumentId = pair.id();
            its.onSnapshot(pair.id(), snapshot, levels, epochNs.getAsLong(), nowNs);
        }
    }
}
