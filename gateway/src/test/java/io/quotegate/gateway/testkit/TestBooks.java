package io.quotegate.gateway.testkit;

import io.quotegate.gateway.fanout.RingReader;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.BookRing;
import io.quotegate.ring.BookTable;
import java.util.HashMap;
import java.util.Map;

/** The write end of books, for tests: a book of each pair, and how it changes. Confined to the test's thread. */
public final class TestBooks {
    private static final int RING_BYTES = 1 << 18;
    private static final long TIME_NS = 1_786_613_174_873_000_000L;

    public final BookTable table;
    public final RingReader.BookSource source;

    private final BookPublisher publisher;
    private final Map<Integer, OrderBook> books = new HashMap<>();
    private final Map<Integer, Long> seqs = new HashMap<>();
    private final BookPush change = new BookPush();

    public TestBooks(int pairs) {
        this(pairs, RING_BYTES);
    }

    /** With a ring of so many bytes. */
    public TestBooks(int pairs, int ringBytes) {
        table = new BookTable(pairs);
        BookRing ring = BookRing.ofCapacity(ringBytes);
        publisher = new BookPublisher(ring, table);
        source = new RingReader.BookSource(ring, publisher, table);
    }

    /** The book of a pair as it is published. */
    public OrderBook book(int pair) {
        return books.computeIfAbsent(pair, missing -> new OrderBook(BookPush.MAX_DEPTH));
    }

    /** The number of the last change of a pair's book. */
    public long seq(int pair) {
        return seqs.getOrDefault(pair, 0L);
    }

    /** What the next change is to say, empty. */
    public BookPush change(int pair, boolean snapshot) {
        change.instrumentId = pair;
        change.venue = Venue.OKX;
        change.snapshot = snapshot;
        change.stale = false;
        change.seq = seqs.merge(pair, 1L, Long::sum);
        change.exchangeTimeNs = TIME_NS + 1_000_000 * change.seq;
        change.receiveTimeNs = change.exchangeTimeNs + 5_000;
        change.bids.clear();
        change.asks.clear();
        return change;
    }

    /** Publishes what {@link #change} was made to say. */
    public void publish() {
        OrderBook book = book(change.instrumentId);
        book.apply(change);
        publisher.publish(change, book);
        publisher.announce();
    }

    /** Publishes levels {@code "B price size"} and {@code "A price size"} of one decimal place each, and returns the number. */
    public long publish(int pair, boolean snapshot, String... levels) {
        change(pair, snapshot);
        for (String level : levels) {
            String[] parts = level.split(" ");
            DepthLevels side = parts[0].equals("B") ? change.bids : change.asks;
            side.add(Long.parseLong(parts[1].replace(".", "")), 1, Long.parseLong(parts[2]), 0);
        }
        publish();
        return change.seq;
    }

    /** The venue of a pair is gone. */
    public long stale(int pair) {
        change(pair, false).stale = true;
        publish();
        return change.seq;
    }
}
