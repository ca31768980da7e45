package io.quotegate.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.quotegate.bench.Jvm;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.feed.socket.ClientSocket;
import io.quotegate.feed.tap.FeedTap;
import io.quotegate.feed.tap.TapListener;
import io.quotegate.feed.tap.TapReader;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.ring.Doorbell;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.text.ByteScratch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the buffer a socket was read into to the ring: WebSocket frame, decoder, arbiter, publication, announcement, for
 * one {@code bbo-tbt} message that changes the price. With {@code -prof gc} it shows 0 bytes per message. {@code overheard} is
 * with what relaying the venue adds: a copy for the relay, and here its reading, which is another thread's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {Jvm.OPENS, Jvm.NO_LEAK_DETECTION})
public class FeedPathBenchmark {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));
    private static final int TIME_DIGITS = 13;
    private static final int TAP_BYTES = 1 << 20;
    private static final int READ_EVERY = 256;

    @Param({"false", "true"})
    private boolean overheard;

    private final TopOfBook topOfBook = new TopOfBook(1);
    private final QuotePublisher publisher = new QuotePublisher(QuoteRing.ofCapacity(65536), topOfBook);
    private EmbeddedChannel channel;
    private VenueBook book;
    private TapReader reader;
    private final ByteBuf in = Unpooled.directBuffer(2048); // an event loop has its read buffers recycled
    private byte[] frame = {};
    private int timeAt;
    private int priceAt;
    private long timeMs = 1_786_613_174_875L;

    @Setup
    public void connect() {
        FeedClock clock = FeedClock.system();
        FeedSettings settings = new FeedSettings(
                List.of(Venue.OKX),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
        FeedArbiter arbiter = new FeedArbiter(INSTRUMENTS, settings, publisher, ServingListener.NONE, clock);
        URI uri = URI.create("ws://localhost/ws/v5/public");
        FeedTap tap = new FeedTap(overheard ? Set.of(Venue.OKX) : Set.of(), TAP_BYTES);
        reader = tap.reader(new Deaf(), new Doorbell(Runnable::run, () -> {}));
        book = arbiter.addVenue(new VenueEndpoint(Venue.OKX, List.of(Route.direct(uri)), false), new VenueStats());
        new VenueOutages(arbiter).onUp(book, book.groups().first(), StatusReason.CONNECTED, clock.monotonicNs());
        WebSocketClientHandshaker handshaker =
                WebSocketClientHandshakerFactory.newHandshaker(uri, WebSocketVersion.V13, null, false, null);
        FeedConnection connection = new FeedConnection(
                Route.direct(uri),
                new Owner(book),
                book,
                clock,
                itself -> new ClientSocket(
                        tap.overheard(Venue.OKX, itself), clock::epochNs, handshaker, new ByteScratch()));
        channel = new EmbeddedChannel(new HttpClientCodec(), new HttpObjectAggregator(8192), connection.socket());
        shakeHands();
        String message = "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":[{\"asks\":[[\"50000.2\","
                + "\"1.5\",\"0\",\"4\"]],\"bids\":[[\"50000.1\",\"0.75\",\"0\",\"2\"]],\"ts\":\"1786613174875\","
                + "\"seqId\":378617009}]}";
        ByteBuf header = Unpooled.buffer();
        WebSocketFrames.header(header, WebSocketFrames.FIN | WebSocketFrames.TEXT, message.length());
        byte[] headerBytes = new byte[header.readableBytes()];
        header.readBytes(headerBytes);
        frame = new byte[headerBytes.length + message.length()];
        System.arraycopy(headerBytes, 0, frame, 0, headerBytes.length);
        System.arraycopy(message.getBytes(UTF_8), 0, frame, headerBytes.length, message.length());
        timeAt = headerBytes.length + message.indexOf("1786613174875");
        priceAt = headerBytes.length + message.indexOf("50000.1") + 6;
    }

    private void shakeHands() {
        ByteBuf request = channel.readOutbound();
        String head = request.toString(US_ASCII);
        int keyAt = head.toLowerCase(java.util.Locale.ROOT).indexOf("sec-websocket-key: ") + 19;
        String key = head.substring(keyAt, head.indexOf('\r', keyAt));
        request.release();
        channel.writeInbound(Unpooled.copiedBuffer(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + WebSocketFrames.accept(key) + "\r\n\r\n",
                US_ASCII));
        channel.runPendingTasks();
        channel.releaseOutbound();
    }

    /** One message, with the price and the time moved on, so that it makes a quote. */
    @Benchmark
    public long readToRing() {
        timeMs++;
        long rest = timeMs;
        for (int i = timeAt + TIME_DIGITS - 1; i >= timeAt; i--) {
            frame[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        frame[priceAt] = (byte) ('0' + timeMs % 10);
        channel.pipeline().fireChannelRead(in.clear().writeBytes(frame).retain());
        channel.pipeline().fireChannelReadComplete();
        if (overheard && timeMs % READ_EVERY == 0) { // as another thread would
            reader.read(READ_EVERY);
        }
        return book.heard();
    }

    /** Hears what is overheard and does nothing with it. */
    private static final class Deaf implements TapListener {
        @Override
        public void onOpen(int connection, Venue venue) {}

        @Override
        public void onSaid(int connection, byte[] bytes, int from, int to) {}

        @Override
        public void onHeard(int connection, byte[] bytes, int from, int to) {}

        @Override
        public void onAlive(int connection) {}

        @Override
        public void onEnd(int connection) {}

        @Override
        public void onLost() {
            throw new IllegalStateException("the ring is full");
        }

        @Override
        public void onReadComplete() {}
    }

    /** What {@code VenueFeed} does with a connection, without the reconnecting. */
    private static final class Owner implements ConnectionOwner {
        private final VenueBook book;

        Owner(VenueBook book) {
            this.book = book;
        }

        @Override
        public VenueDialect open(DialectListener listener) {
            return new OkxDialect(INSTRUMENTS, INSTRUMENTS::all, book, listener);
        }

        @Override
        public void onOpen(FeedConnection connection) {}

        @Override
        public void onHandshakeRefused(FeedConnection connection, HandshakeRefusal refusal) {
            throw new AssertionError(refusal.text());
        }

        @Override
        public boolean isLive() {
            return book.isLive();
        }

        @Override
        public void onInput(FeedConnection connection) {
            throw new IllegalStateException("not live");
        }

        @Override
        public void onBadMessage(String detail) {
            throw new IllegalStateException(detail);
        }

        @Override
        public void onUnknownMessage() {
            throw new IllegalStateException("unknown message");
        }

        @Override
        public void onPairRefused(int instrumentId, String message) {}

        @Override
        public void onRequestRefused(FeedConnection connection, String code, String message) {}

        @Override
        public void onGoingAway(FeedConnection connection, String message) {}

        @Override
        public void onEnd(FeedConnection connection, String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
