package io.quotegate.cluster;

import static java.util.Objects.requireNonNull;

import io.quotegate.fault.Faults;
import io.quotegate.market.Decimal;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.BookRing;
import io.quotegate.ring.BookTable;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.Rings;
import io.quotegate.ring.TopOfBook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** A feed node without Aeron: what it publishes waits in queues, one for each stream, until a test takes it. */
final class TestNode {
    final UUID epoch = UUID.randomUUID();
    final Instruments instruments;
    final Rings rings;
    final ClusterStats.Published stats = new ClusterStats.Published();
    final List<Deque<byte[]>> streams = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
    final FeedPublisher publisher;
    final List<VenueReport> venues = new ArrayList<>();
    private final long[] quoteSeqs;
    private final long[] tradeSeqs;
    private final long[] bookSeqs;
    private final @Nullable OrderBook[] books;

    TestNode(int rank, String... pairs) {
        this(rank, 1024, pairs);
    }

    /** The same, with a ring of so many records. */
    TestNode(int rank, int records, String... pairs) {
        instruments = Instruments.of(List.of(pairs));
        rings = rings(instruments, records);
        int capacity = instruments.capacity();
        quoteSeqs = new long[capacity];
        tradeSeqs = new long[capacity];
        bookSeqs = new long[capacity];
        books = new OrderBook[capacity];
        live(true);
        publisher = new FeedPublisher(
                new FeedPublisher.Parts(
                        epoch,
                        rank,
                        instruments,
                        rings,
                        () -> venues,
                        1376,
                        into(ClusterStream.QUOTES),
                        into(ClusterStream.TRADES),
                        into(ClusterStream.BOOKS)),
                stats,
                new Faults().at("cluster"));
    }

    static Rings rings(Instruments instruments, int records) {
        TopOfBook top = new TopOfBook(instruments.capacity());
        QuoteRing ring = QuoteRing.ofCapacity(records);
        BookTable table = new BookTable(instruments.capacity());
        BookRing bookRing = BookRing.ofCapacity(1 << 20);
        return new Rings(ring, new QuotePublisher(ring, top), top, bookRing, new BookPublisher(bookRing, table), table);
    }

    void live(boolean live) {
        venues.clear();
        venues.add(new VenueReport(Venue.OKX, live, live ? 1 : 3, true, true, 5, 1, 2, 3));
    }

    private RecordBatch.Sink into(ClusterStream stream) {
        return (DirectBuffer buffer, int offset, int length) -> {
            byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            streams.get(stream.ordinal()).add(message);
            return 1;
        };
    }

    void quote(String pair, long price) {
        int id = id(pair);
        QuoteFlyweight quote = rings.publisher().quote();
        Decimal value = new Decimal();
        value.set(price, 0);
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            quote.value(i, value);
        }
        quote.instrumentId(id).seq(++quoteSeqs[id]).venue(Venue.OKX).flags(false, true);
        quote.exchangeTimeNs(price).receiveTimeNs(price + 1);
        rings.publisher().publishQuote();
    }

    /** The number of the newest quote of a pair. */
    long seq(String pair) {
        return quoteSeqs[id(pair)];
    }

    /** The same of its newest trade. */
    long tradeSeq(String pair) {
        return tradeSeqs[id(pair)];
    }

    void trade(String pair, long price) {
        TradeUpdate trade = new TradeUpdate();
        trade.instrumentId = id(pair);
        trade.price.set(price, 0);
        trade.size.set(1, 0);
        trade.tradeId = price;
        rings.publisher().trade().set(trade).origin(Venue.OKX, true, true);
        rings.publisher().trade().seq(++tradeSeqs[trade.instrumentId]).receiveTimeNs(price);
        rings.publisher().publishTrade();
    }

    int id(String pair) {
        return requireNonNull(instruments.find(pair), pair).id();
    }

    void status(String pair, StatusReason reason) {
        int id = pair.isEmpty() ? StatusFlyweight.NO_INSTRUMENT : id(pair);
        rings.publisher().status().set(StatusType.GAP, Venue.OKX, id, reason, 77);
        rings.publisher().publishStatus();
    }

    /** A book of so many levels a side, as a whole. */
    void book(String pair, int levels, long price) {
        int id = id(pair);
        OrderBook book = new OrderBook(BookPush.MAX_DEPTH);
        books[id] = book;
        DepthUpdate all = new DepthUpdate();
        all.snapshot = true;
        for (int i = 0; i < levels; i++) {
            all.bids.add(price - i, 2, 5 + i, 1);
            all.asks.add(price + 1 + i, 2, 50 + i, 2);
        }
        book.apply(all);
        publish(id, push(id, true));
    }

    boolean hasBook(String pair) {
        return books[id(pair)] != null;
    }

    /** The newest quote of a pair, as {@link TestGateway#newest} tells it. */
    String newest(String pair) {
        return TestGateway.newest(rings, instruments, id(pair));
    }

    /** Another size of the best bid. */
    void bookUpdate(String pair, long price, long size) {
        int id = id(pair);
        BookPush push = push(id, false);
        push.bids.add(price, 2, size, 1);
        requireNonNull(books[id]).apply(push);
        publish(id, push);
    }

    private BookPush push(int id, boolean snapshot) {
        BookPush push = new BookPush();
        push.instrumentId = id;
        push.snapshot = snapshot;
        push.seq = ++bookSeqs[id];
        push.receiveTimeNs = push.seq;
        push.simulated = true;
        return push;
    }

    private void publish(int id, BookPush push) {
        rings.bookPublisher().publish(push, requireNonNull(books[id]));
    }

    /** Publishes everything there is to be published at {@code nowNs}. */
    void turn(long nowNs) {
        while (publisher.turn(nowNs)) {
            // until nothing is left
        }
    }
}
