package io.quotegate.cluster;

import static java.util.Objects.requireNonNull;

import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.BookConsumer;
import io.quotegate.ring.BookReceiver;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.RingConsumer;
import io.quotegate.ring.Rings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** A gateway without Aeron, which follows {@link TestNode}s and writes down what its own rings tell. */
final class TestGateway {
    private static final long FAIL_BACK_NS = TimeUnit.SECONDS.toNanos(10);

    final Instruments instruments;
    final Rings rings;
    final ClusterStats stats = new ClusterStats();
    final List<TestNode> nodes = new ArrayList<>();
    final ClusterReader reader;
    final List<String> heard = new ArrayList<>();
    boolean comes; // what is late, by and by
    private final boolean takesBooks;
    private final QuoteReceiver quotes;
    private final BookReceiver books;

    TestGateway(String... pairs) {
        this(true, pairs);
    }

    /** The same, which is not sent books where it does not take them. */
    TestGateway(boolean takesBooks, String... pairs) {
        this.takesBooks = takesBooks;
        instruments = Instruments.of(List.of(pairs));
        rings = TestNode.rings(instruments, 4096);
        MarketCopy copy = new MarketCopy(instruments, rings, takesBooks, () -> 99);
        reader = new ClusterReader(instruments, copy, new NodeChoice(FAIL_BACK_NS), new TestLine(), stats);
        quotes = rings.quotes().receiver();
        books = rings.books().receiver();
    }

    private final class TestLine implements ClusterReader.Line {
        @Override
        public void ask(UUID node, ClusterStream of) {
            nodes.stream().filter(each -> each.epoch.equals(node)).forEach(each -> request(each, of));
        }

        @Override
        public boolean hasEnded(Object source) {
            return !comes;
        }
    }

    /** What a gateway asks. */
    static void request(TestNode node, ClusterStream of) {
        RecordBatch batch = new RecordBatch(
                ClusterStream.REQUESTS,
                node.epoch,
                256,
                (buffer, offset, length) -> {
                    node.publisher.onRequest(buffer, offset, length);
                    return 1;
                },
                node.stats.backPressure);
        batch.add(MessageLayout.IMAGE_REQUEST, Integer.BYTES).putInt(0, of.ordinal());
        batch.flush();
    }

    /** Takes all that {@code node} published. */
    void take(TestNode node, long nowNs) {
        if (!takesBooks) {
            node.streams.get(ClusterStream.BOOKS.ordinal()).clear();
        }
        node.streams.forEach(stream -> {
            while (!stream.isEmpty()) {
                take(stream.poll(), nowNs);
            }
        });
    }

    /** The same, in any order of the streams, without a part of the messages; how many were lost. */
    int take(TestNode node, long nowNs, Random random, double lost) {
        int count = 0;
        while (node.streams.stream().anyMatch(stream -> !stream.isEmpty())) {
            byte[] message =
                    node.streams.get(random.nextInt(node.streams.size())).poll();
            if (message != null && random.nextDouble() < lost) {
                count++;
            } else if (message != null) {
                take(message, nowNs);
            }
        }
        return count;
    }

    void take(byte[] message, long nowNs) {
        reader.onMessage(new UnsafeBuffer(message), 0, message.length, this, nowNs);
    }

    int id(String pair) {
        return requireNonNull(instruments.find(pair), pair).id();
    }

    UUID followed() {
        return requireNonNull(reader.followed()).epoch();
    }

    /** What the rings told since the last call. */
    List<String> heard() {
        heard.clear();
        quotes.poll(new Quotes(), Integer.MAX_VALUE);
        books.poll(new Books(), Integer.MAX_VALUE);
        return List.copyOf(heard);
    }

    /** The newest quote of a pair, as text. */
    String newest(String pair) {
        return newest(rings, instruments, id(pair));
    }

    static String newest(Rings rings, Instruments instruments, int id) {
        QuoteFlyweight quote = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        return rings.topOfBook().read(id, quote)
                ? text(quote, instruments.byId(id).base())
                : "none";
    }

    private static String text(QuoteFlyweight quote, String symbol) {
        return symbol + " " + quote.mantissa(QuoteLayout.BID) + " #" + quote.seq() + (quote.stale() ? " stale" : "");
    }

    private String symbol(int id) {
        return id < 0 ? "all" : instruments.byId(id).base();
    }

    private final class Quotes implements RingConsumer {
        @Override
        public void onQuote(QuoteFlyweight quote) {
            heard.add(text(quote, symbol(quote.instrumentId())));
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            heard.add(
                    status.type().wireName() + " " + status.reason().wireName() + " " + symbol(status.instrumentId()));
        }

        @Override
        public void onTrade(TradeFlyweight trade) {
            heard.add("trade " + symbol(trade.instrumentId()) + " " + trade.priceMantissa() + " #" + trade.seq());
        }

        @Override
        public void onLapped() {
            heard.add("lost");
        }

        @Override
        public void onRenumbered() {
            heard.add("renumbered");
        }
    }

    private final class Books implements BookConsumer {
        @Override
        public void onSnapshot(int instrumentId, long seq) {
            heard.add("book " + symbol(instrumentId) + " #" + seq);
        }

        @Override
        public void onUpdate(BookPush update) {
            heard.add("update " + symbol(update.instrumentId) + " #" + update.seq + " "
                    + (update.bids.count() + update.asks.count()) + (update.stale ? " stale" : ""));
        }

        @Override
        public void onLapped() {
            heard.add("books lost");
        }

        @Override
        public void onBooksRenumbered() {
            heard.add("books renumbered");
        }
    }
}
