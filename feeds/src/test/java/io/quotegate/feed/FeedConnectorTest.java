package io.quotegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.quotegate.fault.Faults;
import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.ProxyStub;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dial.VenueProxy;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedConnectorTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));
    private static final FeedSettings SETTINGS = new FeedSettings(
            List.of(Venue.OKX),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private ChannelFactory<NioSocketChannel> sockets = NioSocketChannel::new;

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static SslContext noTls() {
        throw new AssertionError("it is not needed");
    }

    /** Connects along {@code route} until the venue at {@code venue} hears the request to shake hands. */
    private void connects(Dialer dialer, Route route, ServerSocket venue) throws Exception {
        EventLoop loop = group.next();
        FeedClock clock = FeedClock.system();
        FeedArbiter arbiter = new FeedArbiter(
                INSTRUMENTS,
                SETTINGS,
                new QuotePublisher(QuoteRing.ofCapacity(64), new TopOfBook(1)),
                ServingListener.NONE,
                clock);
        FeedConnector connector = new FeedConnector(
                new ClientLoop(loop, sockets, PooledByteBufAllocator.DEFAULT),
                dialer,
                clock,
                Duration.ofMinutes(2),
                null);
        VenueFeed.Parts parts = new VenueFeed.Parts(
                INSTRUMENTS, loop, connector::connect, arbiter, clock, new Random(1), new Faults().at("feeds"));
        VenueFeed feed = loop.submit(() -> new VenueFeed(
                        new VenueParts(
                                new VenueEndpoint(Venue.OKX, List.of(route), false),
                                OkxDialect.RULES,
                                OkxDialect::new,
                                1,
                                100),
                        SETTINGS,
                        new VenueStats(),
                        parts))
                .get();
        loop.execute(feed::start);
        try (Socket socket = venue.accept()) {
            assertThat(socket.getInputStream().read())
                    .as("the request to shake hands")
                    .isEqualTo('G');
        }
        loop.submit(feed::stop).get();
    }

    @Test
    @Timeout(120)
    void triesEveryAddressOfANameInTurn() throws Exception {
        InetAddress reachable = InetAddress.getByName("127.0.0.1");
        InetAddress refuses = InetAddress.getByName("127.0.0.9");
        AtomicInteger lookUps = new AtomicInteger();
        Dialer.Names names = host -> {
            lookUps.incrementAndGet();
            return new InetAddress[] {refuses, refuses, reachable};
        };
        Dialer dialer = new Dialer(Runnable::run, names, FeedConnectorTest::noTls);
        try (ServerSocket venue = new ServerSocket(0, 4, reachable)) {
            URI uri = URI.create("ws://okx.test:" + venue.getLocalPort() + "/ws/v5/public");
            connects(dialer, Route.direct(uri), venue);
            assertThat(lookUps).as("in one attempt").hasValue(1);
        }
    }

    /** A socket whose connections to {@code silent} never come about. */
    private static final class Unanswered extends NioSocketChannel {
        private final InetAddress silent;

        Unanswered(InetAddress silent) {
            this.silent = silent;
        }

        @Override
        protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
            return !((InetSocketAddress) remote).getAddress().equals(silent) && super.doConnect(remote, local);
        }
    }

    @Test
    @Timeout(120)
    void doesNotWaitForAnAddressThatSaysNothing() throws Exception {
        InetAddress reachable = InetAddress.getByName("127.0.0.1");
        InetAddress silent = InetAddress.getByName("127.0.0.9");
        sockets = () -> new Unanswered(silent);
        Dialer dialer =
                new Dialer(Runnable::run, host -> new InetAddress[] {silent, reachable}, FeedConnectorTest::noTls);
        try (ServerSocket venue = new ServerSocket(0, 4, reachable)) {
            URI uri = URI.create("ws://okx.test:" + venue.getLocalPort() + "/ws/v5/public");
            connects(dialer, Route.direct(uri), venue); // who waited would do so for a minute or more
        }
    }

    @ParameterizedTest
    @Timeout(120)
    @CsvSource({"http,HTTP", "socks5,SOCKS5"})
    void shakesHandsThroughAProxy(String scheme, VenueProxy.Kind kind) throws Exception {
        try (ServerSocket venue = new ServerSocket(0, 4, InetAddress.getByName("127.0.0.1"));
                ProxyStub proxy = new ProxyStub(kind, venue.getLocalPort(), "me:hush")) {
            VenueProxy there = VenueProxy.parse(scheme + "://me:hush@127.0.0.1:" + proxy.port());
            connects(Dialer.of(Runnable::run), new Route(URI.create("ws://okx.test/ws/v5/public"), there), venue);
            assertThat(proxy.asked()).containsExactly("okx.test:80");
        }
    }
}
