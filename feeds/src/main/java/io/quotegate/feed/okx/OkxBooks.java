package io.quotegate.feed.okx;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxChecksum;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.feed.book.BookStats;
import io.quotegate.feed.book.ChainedBooks;
import io.quotegate.feed.book.VenueBooks;
import io.quotegate.feed.dialect.BookVenue;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * OKX's books: channel {@code books}, 400 levels a side, of which a client is to have fewer than 30 on a connection, and
 * which it may ask for 480 times an hour on each. Confined to the feed loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel">OKX API v5, Order book
 *     channel</a>
 */
public final class OkxBooks implements BookVenue, ChainedBooks.Port {
    /** Of a pair. */
    static final List<OkxChannel> CHANNELS = List.of(OkxChannel.BOOKS);

    private static final int MOST_PER_CONNECTION = 29;
    private static final int MOST_REQUESTS_PER_HOUR = 400;
    /** Twice what is pushed: the venue takes away what falls out, not necessarily before the rest comes in. */
    private static final int CAPACITY = 800;

    private final Instruments instruments;
    private final ChainedBooks books;
    private final BookStats stats;
    private final LongSupplier monotonicNs;
    private final @Nullable Consumer<ByteWriter>[] connections; // by number, of those that are open
    private final DialectListener[] told; // likewise

    private int requests;

    /** Books that have not begun. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public OkxBooks(Surroundings surroundings) {
        instruments = surroundings.instruments();
        stats = surroundings.stats();
        monotonicNs = surroundings.monotonicNs();
        OkxChecksum checksum = new OkxChecksum();
        books = new ChainedBooks(
                instruments,
                instruments.on(Venue.OKX),
                new ChainedBooks.Rules(MOST_PER_CONNECTION, MOST_REQUESTS_PER_HOUR, CAPACITY),
                surroundings.lanes(),
                checksum::of,
                surroundings.listener(),
                this);
        connections = new Consumer[books.mostConnections()];
        told = new DialectListener[books.mostConnections()];
    }

    @Override
    public VenueBooks books() {
        return books;
    }

    @Override
    public VenueDialect open(int connection, MarketListener market, DialectListener listener) {
        told[connection] = listener;
        OkxTranslator others = new OkxTranslator(
                instruments, listener, id -> books.onUnsubscribed(connection, id, monotonicNs.getAsLong()));
        // The books decide what is subscribed to: there is nothing to ask for at once.
        return new OkxDialect(CHANNELS, List::of, new OkxDecoder(instruments, market, others));
    }

    @Override
    public void onOpen(int connection, Consumer<ByteWriter> requestsOf) {
        connections[connection] = requestsOf;
        books.onUp(connection, monotonicNs.getAsLong());
    }

    @Override
    public void onTaken(int connection) {
        // Each subscription tells by itself.
    }

    @Override
    public void onRefused(int connection, int instrumentId) {
        books.onRefused(connection, instrumentId, monotonicNs.getAsLong());
    }

    @Override
    public void onEnd(int connection) {
        connections[connection] = null;
        books.onDown(connection, monotonicNs.getAsLong());
    }

    @Override
    public void subscribe(int connection, List<Instrument> pairs) {
        request(connection, "subscribe", pairs);
    }

    @Override
    public void unsubscribe(int connection, List<Instrument> pairs) {
        request(connection, "unsubscribe", pairs);
    }

    @Override
    public void replace(int connection) {
        told[connection].onGoingAway("its requests of an hour are used up");
    }

    private void request(int connection, String operation, List<Instrument> pairs) {
        Consumer<ByteWriter> open = connections[connection];
        if (open == null) {
            throw new IllegalStateException("connection: " + connection + " (expected: one that is open)");
        }
        stats.requests.increment();
        open.accept(OkxDialect.request(++requests, operation, CHANNELS, pairs));
    }
}
