package io.quotegate.feed.binance;

import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.feed.book.JoinedBooks;
import io.quotegate.feed.book.SnapshotBudget;
import io.quotegate.feed.book.VenueBooks;
import io.quotegate.feed.dialect.BookVenue;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.rest.VenueRest;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Binance's books: stream {@code depth@100ms}, joined with snapshots over REST, which may weigh two thirds of what a client may
 * use in a minute. A connection counts from when the venue has taken its streams, because what comes before is missed. Confined
 * to the feed loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for Binance,
 *     How to manage a local order book correctly</a>
 */
public final class BinanceBooks implements BookVenue {
    /** Of a pair. */
    static final List<BinanceStream> STREAMS = List.of(BinanceStream.DEPTH);

    private static final int MOST_PER_CONNECTION = 200;
    /** Levels far from the best come on and on, and are as good as any other if the price moves there. */
    private static final int CAPACITY = 2048;

    private static final int MOST_WEIGHT_PER_MINUTE = 4000;
    private static final int RESERVED_WEIGHT = 1000; // two hundred small ones
    /** Each keeps a thread waiting, and the same threads look up names. */
    private static final int MOST_AT_A_TIME = 2;

    private final Instruments instruments;
    private final JoinedBooks books;
    private final LongSupplier monotonicNs;
    private final boolean[] taken; // by connection

    /**
     * Books that have not begun.
     *
     * @param rest     answers with snapshots
     * @param blocking waits for it
     */
    public BinanceBooks(VenueRest rest, Executor blocking, Surroundings surroundings) {
        instruments = surroundings.instruments();
        monotonicNs = surroundings.monotonicNs();
        SnapshotBudget budget = new SnapshotBudget(MOST_WEIGHT_PER_MINUTE, RESERVED_WEIGHT, MOST_AT_A_TIME);
        BinanceSnapshots snapshots = new BinanceSnapshots(rest, blocking, budget, surroundings);
        books = new JoinedBooks(
                instruments,
                instruments.on(Venue.BINANCE),
                new JoinedBooks.Rules(MOST_PER_CONNECTION, CAPACITY, BinanceSnapshots::weight),
                surroundings.lanes(),
                budget,
                surroundings.listener(),
                snapshots);
        snapshots.answerTo(books);
        taken = new boolean[books.mostConnections()];
    }

    @Override
    public VenueBooks books() {
        return books;
    }

    @Override
    public VenueDialect open(int connection, MarketListener market, DialectListener listener) {
        return new BinanceDialect(STREAMS, () -> books.pairs(connection), instruments, market, listener);
    }

    @Override
    public void onOpen(int connection, Consumer<ByteWriter> requests) {
        // Its streams are asked for.
    }

    @Override
    public void onTaken(int connection) {
        taken[connection] = true;
        books.onUp(connection, monotonicNs.getAsLong());
    }

    @Override
    public void onRefused(int connection, int instrumentId) {
        // Its snapshot tells.
    }

    @Override
    public void onEnd(int connection) {
        if (taken[connection]) {
            taken[connection] = false;
            books.onDown(connection, monotonicNs.getAsLong());
        }
    }
}
