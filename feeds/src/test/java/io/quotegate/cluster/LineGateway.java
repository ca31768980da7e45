package io.quotegate.cluster;

import io.quotegate.fault.Faults;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.BookConsumer;
import io.quotegate.ring.BookReader;
import io.quotegate.ring.BookReceiver;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.RingConsumer;
import io.quotegate.ring.Rings;
import io.quotegate.testkit.TreeBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A gateway's side of a cluster with Aeron, and whoever reads its rings: looks whether every record comes once, in order, or
 * is said to be lost before the next of its pair. One thread, beside that of the gateway.
 */
final class LineGateway implements AutoCloseable {
    private static final int RING_RECORDS = 1 << 16;

    final Instruments instruments;
    final Rings rings;
    final ClusterFeed feed;
    final List<String> wrong = new ArrayList<>();
    long quotes;
    long told; // of losses
    private final long[] quoteSeqs;
    private final boolean[] stale;
    private final long[] tradeSeqs;
    private final long[] bookSeqs;
    private final boolean[] mayMissQuotes;
    private final boolean[] mayMissTrades;
    private final QuoteReceiver quoteReceiver;
    private final BookReceiver bookReceiver;
    private final BookReader bookReader;
    private final BookPush scratch = new BookPush();
    private final QuoteConsumer quoteConsumer = new QuoteConsumer();
    private final ChangeConsumer changeConsumer = new ChangeConsumer();

    /** On all {@code pairs}, of the feed node whose first port is {@code port}, or of whoever stands before it. */
    LineGateway(int port, String... pairs) {
        instruments = Instruments.of(List.of(pairs));
        int capacity = instruments.capacity();
        quoteSeqs = new long[capacity];
        stale = new boolean[capacity];
        tradeSeqs = new long[capacity];
        bookSeqs = new long[capacity];
        mayMissQuotes = new boolean[capacity];
        mayMissTrades = new boolean[capacity];
        rings = TestNode.rings(instruments, RING_RECORDS);
        quoteReceiver = rings.quotes().receiver();
        bookReceiver = rings.books().receiver();
        bookReader = rings.bookTable().reader();
        mayMiss();
        feed = ClusterFeed.open(
                settings(port, 0),
                new ClusterFeed.Target(instruments, rings, true, Duration.ofSeconds(1), () -> 1, view -> {}),
                LineGateway::thread,
                new Faults().at("cluster"));
        feed.start();
    }

    static ClusterSettings settings(int port, int rank) {
        String channel = "aeron:udp?control=127.0.0.1:" + port + "|control-mode=dynamic";
        return new ClusterSettings(List.of(channel), 1001, ClusterSettings.EMBEDDED, rank, false);
    }

    static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "cluster-0");
        thread.setDaemon(true);
        return thread;
    }

    private void mayMiss() {
        Arrays.fill(mayMissQuotes, true);
        Arrays.fill(mayMissTrades, true);
    }

    /** Reads what there is. */
    void poll() {
        quoteReceiver.poll(quoteConsumer, Integer.MAX_VALUE);
        bookReceiver.poll(changeConsumer, Integer.MAX_VALUE);
    }

    /** Whether all that {@code node} knows is known here, and how. */
    boolean isAsFarAs(TestNode node) {
        return unlike(node).isEmpty();
    }

    /** What is known here otherwise than by {@code node}. */
    private List<String> unlike(TestNode node) {
        List<String> unlike = new ArrayList<>();
        BookPush theirs = new BookPush();
        BookPush ours = new BookPush();
        for (Instrument pair : instruments.all()) {
            String symbol = pair.symbol();
            if (!newest(pair).equals(node.newest(symbol))) {
                unlike.add("quote " + newest(pair) + ", not " + node.newest(symbol));
            }
            String book = book(bookReader, pair.id(), ours);
            String known = book(node.rings.bookTable().reader(), node.id(symbol), theirs);
            if (!book.equals(known)) {
                unlike.add("book of " + symbol + " " + book + ", not " + known);
            }
        }
        return unlike;
    }

    private static String book(BookReader reader, int id, BookPush book) {
        return reader.read(id, BookPush.MAX_DEPTH, book)
                ? "#" + book.seq + (book.stale ? " stale " : " ") + levels(book)
                : "none";
    }

    /** Whether the last quote and trade of each pair that {@code node} told were read here, as all before them then. */
    boolean hasRead(TestNode node) {
        return unread(node).isEmpty();
    }

    private List<String> unread(TestNode node) {
        List<String> unread = new ArrayList<>();
        for (Instrument pair : instruments.all()) {
            String symbol = pair.symbol();
            long trade = tradeSeqs[pair.id()];
            boolean traded = node.tradeSeq(symbol) > 1; // the first may have been before us
            if (quoteSeqs[pair.id()] != node.seq(symbol) || (traded && trade != node.tradeSeq(symbol))) {
                unread.add(symbol + " read up to " + quoteSeqs[pair.id()] + " and " + trade + ", not "
                        + node.seq(symbol) + " and " + node.tradeSeq(symbol));
            }
        }
        return unread;
    }

    /** Whether any trade came. */
    boolean hasTrades() {
        return Arrays.stream(tradeSeqs).anyMatch(seq -> seq > 0);
    }

    /** What is missing here of what {@code node} knows, the first of it, and how it was asked for. */
    String missing(TestNode node) {
        List<String> missing = unlike(node);
        missing.addAll(unread(node));
        return String.format(
                Locale.ROOT,
                "%d are missing, as %s; %d images asked for, %d came, %d gaps, told of %d",
                missing.size(),
                missing.subList(0, Math.min(3, missing.size())),
                feed.stats().requests.sum(),
                feed.stats().images.sum(),
                feed.stats().gaps.sum(),
                told);
    }

    /** Whether a pair has a quote and a book. */
    boolean serves(int id) {
        return !newest(instruments.byId(id)).equals("none") && bookReader.read(id, 1, scratch);
    }

    private static List<String> levels(BookPush book) {
        List<String> all = new ArrayList<>(TreeBook.shown(book.bids));
        all.addAll(TreeBook.shown(book.asks));
        return all;
    }

    private String newest(Instrument pair) {
        return TestGateway.newest(rings, instruments, pair.id());
    }

    private final class QuoteConsumer implements RingConsumer {
        @Override
        public void onQuote(QuoteFlyweight quote) {
            int id = quote.instrumentId();
            long before = quoteSeqs[id];
            boolean again = quote.seq() == before && quote.stale() != stale[id]; // nobody was heard for a while
            if (quote.seq() != before + 1 && !again && !(mayMissQuotes[id] && quote.seq() > before)) {
                wrong.add("quote " + quote.seq() + " after " + before);
            }
            quotes += again ? 0 : 1;
            mayMissQuotes[id] &= again;
            quoteSeqs[id] = quote.seq();
            stale[id] = quote.stale();
        }

        @Override
        public void onTrade(TradeFlyweight trade) {
            int id = trade.instrumentId();
            if (trade.seq() != tradeSeqs[id] + 1 && !(mayMissTrades[id] && trade.seq() > tradeSeqs[id])) {
                wrong.add("trade " + trade.seq() + " after " + tradeSeqs[id]);
            }
            mayMissTrades[id] = false;
            tradeSeqs[id] = trade.seq();
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            told += status.reason() == StatusReason.RECORDS_LOST ? 1 : 0;
        }

        @Override
        public void onLapped() {
            mayMiss();
        }
    }

    private final class ChangeConsumer implements BookConsumer {
        @Override
        public void onSnapshot(int instrumentId, long seq) {
            bookSeqs[instrumentId] = Math.max(bookSeqs[instrumentId], seq);
        }

        @Override
        public void onUpdate(BookPush update) {
            long before = bookSeqs[update.instrumentId];
            if (update.seq > before + 1) {
                wrong.add("book " + update.seq + " after " + before);
            }
            bookSeqs[update.instrumentId] = Math.max(before, update.seq);
        }

        @Override
        public void onLapped() {
            for (Instrument pair : instruments.all()) {
                bookSeqs[pair.id()] = bookReader.read(pair.id(), 1, scratch) ? scratch.seq : 0;
            }
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}
