package io.quotegate.gateway.fanout;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.sbe.SbeEncoder;
import io.quotegate.fault.FaultGuard;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.fanout.deflate.GroupStreams;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.testkit.TestBooks;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A fan-out with its ring and its clients: nothing is published, read or taken before a test says so. Confined to the
 * test's thread, which is the feed's, the event loop's and every client's.
 */
final class HandTurnedFanout implements AutoCloseable {
    static final int BITCOIN = 0;
    static final int ETHER = 1;
    static final int SOLANA = 2;
    static final int LATEST_BYTES = 2_000;
    static final int PENDING_BYTES = 8_000;
    static final int RING_RECORDS = 512;
    static final int MOST_STREAMS = 2;
    /** A channel whose marks are both 0 is never writable again. */
    private static final int SMALLEST_WATER_MARK = 100;

    final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT", "SOL-USDT"));
    final TestBooks books = new TestBooks(instruments.count());
    final TopOfBook topOfBook = new TopOfBook(instruments.count());
    final QuoteRing ring;
    final QuotePublisher publisher;
    final ConnectionMetrics metrics = new ConnectionMetrics();
    final Faults faults = new Faults();
    final ConnectionSweeper sweeper = new ConnectionSweeper(faults.at("connections"));
    final EmbeddedChannel loop = new EmbeddedChannel();
    final MessageWriter writer;
    final FaultGuard guard = faults.at("fanout");
    final EventLoopFanout fanout;
    final int waterMark;

    private final List<FanoutClient> clients = new ArrayList<>();
    private final long[] quoteSeqs = new long[instruments.count()];
    private final long[] tradeSeqs = new long[instruments.count()];

    HandTurnedFanout() {
        this(Duration.ZERO, false, LATEST_BYTES, RING_RECORDS);
    }

    HandTurnedFanout(Duration flushInterval, boolean spinning, int latestBytes, int ringRecords) {
        this(flushInterval, spinning, latestBytes, ringRecords, PooledByteBufAllocator.DEFAULT);
    }

    /** With buffers of {@code allocator}. */
    HandTurnedFanout(ByteBufAllocator allocator) {
        this(Duration.ZERO, false, LATEST_BYTES, RING_RECORDS, allocator);
    }

    private HandTurnedFanout(
            Duration flushInterval, boolean spinning, int latestBytes, int ringRecords, ByteBufAllocator allocator) {
        writer = new MessageWriter(
                new JsonMessageEncoder(instruments),
                new ProtoMessageEncoder(instruments),
                new SbeEncoder(instruments),
                new GroupStreams(MOST_STREAMS, metrics),
                allocator);
        waterMark = Math.max(latestBytes, SMALLEST_WATER_MARK);
        ring = QuoteRing.ofCapacity(ringRecords);
        publisher = new QuotePublisher(ring, topOfBook);
        Limits limits = new Limits(
                1_000,
                8,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                latestBytes,
                PENDING_BYTES,
                100,
                100,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        fanout = new EventLoopFanout(
                loop.eventLoop(),
                new RingReader.Source(ring, publisher, topOfBook, books.source, instruments.count()),
                writer,
                limits,
                flushInterval,
                spinning,
                metrics,
                guard);
    }

    /** A client that takes everything. */
    FanoutClient client(WireFormat format) {
        FanoutClient client = new FanoutClient(this, format);
        clients.add(client);
        return client;
    }

    /** A client that takes everything, and has subscribed to quotes of {@code pairs}. */
    FanoutClient subscribed(WireFormat format, DeliveryMode mode, int... pairs) {
        FanoutClient client = client(format);
        client.subscribe(PushChannel.QUOTES, mode, pairs);
        return client;
    }

    /** Publishes the next quote of {@code pair} and returns its number. */
    long quote(int pair) {
        QuoteFlyweight quote = publisher.quote();
        quote.instrumentId(pair)
                .venue(Venue.OKX)
                .seq(++quoteSeqs[pair])
                .receiveTimeNs(1_757_076_000_000_000_000L + quoteSeqs[pair]);
        publisher.publishQuote();
        publisher.announce();
        return quoteSeqs[pair];
    }

    /** Publishes {@code count} quotes of {@code pair}. */
    void quotes(int pair, int count) {
        for (int i = 0; i < count; i++) {
            quote(pair);
        }
    }

    /** The number of the quote of {@code pair} published last. */
    long seq(int pair) {
        return quoteSeqs[pair];
    }

    /** Publishes the next trade of {@code pair}, whose id is its number, of the venue that serves the pair or not. */
    void trade(int pair, boolean active) {
        TradeUpdate trade = new TradeUpdate();
        trade.instrumentId = pair;
        trade.tradeId = active ? ++tradeSeqs[pair] : 0;
        trade.price.setUnscaled(10, 1);
        trade.size.setUnscaled(5, 0);
        publisher.trade().set(trade).origin(Venue.OKX, true, active).seq(tradeSeqs[pair]);
        publisher.publishTrade();
        publisher.announce();
    }

    void status(StatusType type, int pair) {
        publisher.status().set(type, Venue.OKX, pair, StatusReason.CONNECTED, 1_000);
        publisher.publishStatus();
        publisher.announce();
    }

    /** Hands candles to the fan-out, one of each of {@code pairs}. */
    void candles(long openTimeUs, int... pairs) {
        List<Candle> candles = new ArrayList<>();
        for (int pair : pairs) {
            candles.add(candle(pair, openTimeUs));
        }
        fanout.onCandles(candles);
    }

    Candle candle(int pair, long openTimeUs) {
        Instrument instrument = instruments.byId(pair);
        BigDecimal one = BigDecimal.ONE;
        return new Candle(instrument, Venue.OKX, openTimeUs, one, one, one, one, one, one, 1, one, false, false);
    }

    /** Lets the event loop do what is due: read the ring to its end, if it was rung. */
    void turn() {
        loop.runPendingTasks();
        while (loop.runScheduledPendingTasks() == 0) {
            loop.runPendingTasks();
        }
    }

    /** The number of the pair called {@code symbol}. */
    int pair(String symbol) {
        return requireNonNull(instruments.find(symbol), symbol).id();
    }

    static QuoteFlyweight scratch() {
        return new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    }

    static BitSet ids(int... pairs) {
        BitSet ids = new BitSet();
        for (int pair : pairs) {
            ids.set(pair);
        }
        return ids;
    }

    @Override
    public void close() {
        clients.forEach(FanoutClient::close);
        fanout.close();
        loop.finishAndReleaseAll();
    }
}
