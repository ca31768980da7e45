package io.quotegate.gateway.loop;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.sbe.SbeEncoder;
import io.quotegate.codec.websocket.MessageInflater;
import io.quotegate.fault.FaultGuard;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.RingReader;
import io.quotegate.gateway.fanout.deflate.GroupStreams;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.CurrentLimits;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.session.RecordingOutlet;
import io.quotegate.gateway.session.Turn;
import io.quotegate.gateway.testkit.TestBooks;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteScratch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An event loop that turns when it is told to, what its connections share, and the market behind it. */
public final class TestLoop implements AutoCloseable {
    public final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    public final TopOfBook topOfBook = new TopOfBook(instruments.count());
    public final LoopContext context;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    public final TestBooks books = new TestBooks(instruments.count());
    public final QuoteRing ring = QuoteRing.ofCapacity(64);
    private final QuotePublisher publisher = new QuotePublisher(ring, topOfBook);
    private long seq;

    public TestLoop() {
        this(new Limits(
                1 << 20,
                64,
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                RecordingOutlet.PENDING_LIMIT / 2,
                RecordingOutlet.PENDING_LIMIT,
                100_000,
                20_000,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(4)));
    }

    /** With other limits. */
    public TestLoop(Limits limits) {
        begin("instance-1");
        channel.freezeTime();
        EventLoop loop = channel.eventLoop();
        ConnectionMetrics metrics = new ConnectionMetrics();
        JsonMessageEncoder json = new JsonMessageEncoder(instruments);
        MessageWriter writer = new MessageWriter(
                json,
                new ProtoMessageEncoder(instruments),
                new SbeEncoder(instruments),
                new GroupStreams(1, metrics),
                PooledByteBufAllocator.DEFAULT);
        EventLoopFanout fanout = new EventLoopFanout(
                loop,
                new RingReader.Source(ring, publisher, topOfBook, books.source, instruments.count()),
                writer,
                limits,
                Duration.ZERO,
                true,
                metrics,
                new Faults().at("fanout"));
        FaultGuard connections = new Faults().at("connections");
        ConnectionSweeper sweeper = new ConnectionSweeper(connections);
        sweeper.turnBy(new Turn(connections, Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2)); // as long as a test wants
        context = new LoopContext(
                fanout,
                writer,
                json,
                QuoteService.scratch(),
                new ByteScratch(),
                MessageInflater.shared(),
                sweeper,
                metrics,
                new CurrentLimits(limits),
                loop);
    }

    /** Another run of the feed begins, whose quotes are numbered from 1; {@link #turn} has the loop come to it. */
    public void begin(String instance) {
        publisher.begin(instance);
        publisher.beginOrder(0);
        seq = 0;
    }

    /** Publishes a quote of the pair at {@code id}, whose bid and ask are {@code price}; {@link #turn} delivers it. */
    public void publish(int id, String price) {
        QuoteFlyweight quote = publisher.quote();
        seq++;
        quote.instrumentId(id).seq(seq).venue(Venue.OKX).flags(false, false).receiveTimeNs(1000 * seq);
        Decimal value = new Decimal();
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            quote.value(i, value.clear());
        }
        value.parse(price);
        quote.value(QuoteLayout.BID, value).value(QuoteLayout.ASK, value);
        publisher.publishQuote();
    }

    /** Runs what is due, and delivers what was published. */
    public void turn() {
        channel.advanceTimeBy(1, TimeUnit.NANOSECONDS); // what is scheduled amid it waits for the next
        channel.runPendingTasks();
        context.fanout().poll();
    }

    @Override
    public void close() {
        context.fanout().close();
        channel.finishAndReleaseAll();
    }
}
