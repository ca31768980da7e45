package io.quotegate.feed.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quotegate.fault.Faults;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.FeedSettings;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueEndpoint;
import io.quotegate.feed.VenueParts;
import io.quotegate.feed.VenueStats;
import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusType;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.RingConsumer;
import io.quotegate.ring.TopOfBook;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feeds against simulated venues that fail: what they do is seen on the ring. */
@Timeout(120)
class FeedsOnSimulatorsIT {
    private static final List<String> PAIRS = List.of("BTC-USDT", "ETH-USDT");
    private static final FeedSettings SETTINGS = new FeedSettings(
            List.of(Venue.OKX, Venue.BINANCE),
            Duration.ofMillis(600),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService blocking = Executors.newSingleThreadExecutor();
    private final Reader reader = new Reader();

    private SimulatedVenue okx;
    private SimulatedVenue binance;
    private SimulatorHttp okxHttp;
    private Feeds feeds;
    private QuoteReceiver receiver;

    /** Remembers what was on the ring. */
    private static final class Reader implements RingConsumer {
        private final List<Venue> venues = new ArrayList<>(); // of quotes, in order
        private final List<String> statuses = new ArrayList<>();
        private final long[] seq = new long[PAIRS.size()];
        private boolean allSimulated = true;
        private boolean seqBroken;
        private boolean lapped;

        @Override
        public void onQuote(QuoteFlyweight quote) {
            venues.add(quote.venue());
            allSimulated &= quote.simulated();
            long last = seq[quote.instrumentId()];
            seqBroken |= last != 0 && quote.seq() != last + 1;
            seq[quote.instrumentId()] = quote.seq();
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            statuses.add(status.type().wireName() + ' ' + status.venue().wireName());
        }

        @Override
        public void onLapped() {
            lapped = true;
        }

        Venue lastVenue() {
            return venues.get(venues.size() - 1);
        }

        void forget() {
            venues.clear();
            statuses.clear();
        }
    }

    @BeforeEach
    void start() throws IOException {
        okx = simulated(Venue.OKX);
        binance = simulated(Venue.BINANCE);
        okxHttp = new SimulatorHttp(okx);
        Instruments instruments = Instruments.of(PAIRS);
        QuoteRing ring = QuoteRing.ofCapacity(65_536);
        QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(instruments.count()));
        receiver = ring.receiver();
        EventLoop loop = group.next();
        feeds = new Feeds(
                instruments,
                SETTINGS,
                List.of(
                        new VenueParts(
                                endpoint(Venue.OKX, okx, "/ws/v5/public"),
                                OkxDialect.RULES,
                                OkxDialect::new,
                                1,
                                OkxDialect.MAX_PAIRS),
                        new VenueParts(
                                endpoint(Venue.BINANCE, binance, "/ws"),
                                BinanceDialect.RULES,
                                BinanceDialect::new,
                                1,
                                BinanceDialect.MAX_PAIRS)),
                Feeds.BookParts.NONE,
                new Feeds.Surroundings(
                        new ClientLoop(loop, NioSocketChannel::new, PooledByteBufAllocator.DEFAULT),
                        Dialer.of(blocking),
                        FeedClock.system(),
                        publisher,
                        new Faults().at("feeds"),
                        null));
        feeds.start();
        readUntil(() -> reader.venues.size() > 100 && reader.lastVenue() == Venue.OKX);
        readUntil(() -> stats(Venue.BINANCE).connects.sum() == 1);
    }

    private static SimulatedVenue simulated(Venue venue) throws IOException {
        return SimulatedVenue.start(
                SimulatorOptions.of(venue).withPairs(PAIRS).withRatePerSecond(500), VenueModels.of(venue));
    }

    private static VenueEndpoint endpoint(Venue venue, SimulatedVenue simulated, String path) {
        URI uri = URI.create("ws://127.0.0.1:" + simulated.port() + path);
        return new VenueEndpoint(venue, List.of(Route.direct(uri)), false); // it says so itself
    }

    private VenueStats stats(Venue venue) {
        return Objects.requireNonNull(feeds.stats().get(venue));
    }

    private void readUntil(BooleanSupplier condition) {
        Await.until(() -> {
            receiver.poll(reader, 10_000);
            return condition.getAsBoolean();
        });
    }

    @AfterEach
    void stop() {
        feeds.stop().syncUninterruptibly();
        okx.close();
        binance.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        blocking.shutdownNow();
        assertThat(reader.lapped).isFalse();
    }

    @Test
    void quotesReachTheRingWithoutAGap() {
        readUntil(() -> reader.venues.size() > 1000);

        assertThat(reader.seqBroken).isFalse();
        assertThat(reader.allSimulated).isTrue();
        assertThat(stats(Venue.OKX).gaps.sum() + stats(Venue.BINANCE).gaps.sum())
                .isZero();
        assertThat(stats(Venue.OKX).decodeErrors.sum()
                        + stats(Venue.BINANCE).decodeErrors.sum())
                .isZero();
        assertThat(stats(Venue.OKX).unknownMessages.sum()
                        + stats(Venue.BINANCE).unknownMessages.sum())
                .isZero();
    }

    @Test
    void theOtherVenueServesAfterADisconnectUntilTheFirstIsHealthyAgain() throws Exception {
        okxHttp.fault("{\"kind\":\"disconnect\"}");

        readUntil(() -> reader.lastVenue() == Venue.BINANCE);
        assertThat(reader.statuses).contains("venue-down okx", "switch binance");
        readUntil(() -> reader.lastVenue() == Venue.OKX);
        assertThat(stats(Venue.OKX).connects.sum()).isEqualTo(2);
        assertThat(reader.seqBroken).isFalse();
    }

    @Test
    void theOtherVenueServesWhileTheFirstIsFrozen() throws Exception {
        okxHttp.fault("{\"kind\":\"freeze\",\"for\":\"2500ms\"}");

        readUntil(() -> reader.lastVenue() == Venue.BINANCE);
        assertThat(reader.statuses).contains("venue-down okx", "switch binance");
        readUntil(() -> reader.lastVenue() == Venue.OKX);
        assertThat(stats(Venue.OKX).connects.sum()).isEqualTo(1);
        assertThat(reader.seqBroken).isFalse();
    }

    @Test
    void aReplacementTakesOverBeforeAnAnnouncedCutSoThatNothingIsMissed() throws Exception {
        reader.forget();
        okxHttp.fault("{\"kind\":\"notice\",\"for\":\"1s\"}");

        readUntil(() -> stats(Venue.OKX).connects.sum() == 2);
        Await.until(() -> {
            receiver.poll(reader, 10_000);
            return okxHttp.get("/_sim/status").body().contains("\"connections\":1,");
        });
        readUntil(() -> reader.venues.size() > 2000);

        assertThat(reader.venues).containsOnly(Venue.OKX);
        assertThat(reader.statuses).noneMatch(status -> status.startsWith(StatusType.VENUE_DOWN.wireName()));
        assertThat(stats(Venue.OKX).gaps.sum()).isZero();
        assertThat(reader.seqBroken).isFalse();
    }

    @Test
    void lostTradesAreNoticed() throws Exception {
        okxHttp.fault("{\"kind\":\"gap\"}");

        readUntil(() -> reader.statuses.contains("gap okx"));
        assertThat(stats(Venue.OKX).gaps.sum()).isPositive();
    }

    @Test
    void garbageIsCountedAndSurvived() throws Exception {
        okxHttp.fault("{\"kind\":\"garbage\",\"count\":4}");

        // Three are no messages of the dialect; of the fourth, what cannot be read is counted, and nothing is taken.
        readUntil(() -> stats(Venue.OKX).decodeErrors.sum()
                                + stats(Venue.OKX).unknownMessages.sum()
                        == 3
                && stats(Venue.OKX).unusable.sum() >= 1);
        assertThat(stats(Venue.OKX).connects.sum()).isEqualTo(1);
        assertThat(reader.lastVenue()).isEqualTo(Venue.OKX);
    }
}
