package io.quotegate.feed.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quotegate.codec.okx.OkxRequest;
import io.quotegate.fault.Faults;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.binance.BinanceRelayDialect;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.feed.okx.OkxRelayDialect;
import io.quotegate.feed.relay.Relay;
import io.quotegate.feed.relay.RelaySettings;
import io.quotegate.feed.relay.RelaySourceParts;
import io.quotegate.feed.relay.RelayStats;
import io.quotegate.market.Venue;
import io.quotegate.ring.verbatim.VerbatimConsumer;
import io.quotegate.ring.verbatim.VerbatimPublisher;
import io.quotegate.ring.verbatim.VerbatimReceiver;
import io.quotegate.ring.verbatim.VerbatimRing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a relay asks of simulated venues, over sockets, and what of their answers comes on its ring. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // each test is started before it runs
class RelayOnSimulatorsIT {
    private static final int BINANCE = 0;
    private static final int OKX = 1;
    private static final String TRADES = "btcusdt@trade";
    private static final String BOOK = OkxRequest.Arg.of("books", "BTC-USDT").key();
    private static final String TICKERS =
            OkxRequest.Arg.of("tickers", "BTC-USDT").key();

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService blocking = Executors.newSingleThreadExecutor();
    private final Reader reader = new Reader();

    private Map<Venue, SimulatedVenue> venues;
    private Relay relay;
    private VerbatimReceiver receiver;

    /** Remembers what was on the ring. */
    private static final class Reader implements VerbatimConsumer {
        private final Map<String, Integer> topics = new HashMap<>();
        private final Map<Integer, List<String>> events = new HashMap<>();
        private final Map<String, String> refused = new HashMap<>();
        private final Map<String, String> first = new HashMap<>();
        private final Set<Integer> away = new HashSet<>();

        @Override
        public void onEvent(int topic, byte[] bytes, int from, int to) {
            events.computeIfAbsent(topic, id -> new ArrayList<>()).add(new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void onTaken(int topic, int source, String name, byte[] bytes, int from, int to) {
            topics.put(name, topic);
            first.put(name, new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void onRefused(int source, String name, byte[] bytes, int from, int to) {
            refused.put(name, new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void onAway(int source) {
            away.add(source);
        }

        @Override
        public void onLapped() {
            throw new AssertionError("lapped");
        }

        int count(String name) {
            Integer topic = topics.get(name);
            return topic == null ? 0 : events.getOrDefault(topic, List.of()).size();
        }

        String last(String name) {
            List<String> all = Objects.requireNonNull(events.get(topics.get(name)));
            return all.get(all.size() - 1);
        }
    }

    @BeforeEach
    void start() throws IOException {
        venues = Map.of(Venue.OKX, simulated(Venue.OKX), Venue.BINANCE, simulated(Venue.BINANCE));
        VerbatimRing ring = VerbatimRing.ofBytes(1 << 22);
        receiver = ring.receiver();
        relay = new Relay(
                List.of(
                        new RelaySourceParts(
                                "binance",
                                routes(Venue.BINANCE, "/stream"),
                                new BinanceRelayDialect(),
                                BinanceDialect.RULES.connectBudget(),
                                null),
                        new RelaySourceParts(
                                "okx",
                                routes(Venue.OKX, "/ws/v5/public"),
                                new OkxRelayDialect(),
                                OkxDialect.RULES.connectBudget(),
                                null)),
                new RelaySettings(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMillis(500)),
                new Relay.Surroundings(
                        new ClientLoop(group.next(), NioSocketChannel::new, PooledByteBufAllocator.DEFAULT),
                        Dialer.of(blocking),
                        FeedClock.system(),
                        new VerbatimPublisher(ring),
                        new Faults().at("relay"),
                        null));
        relay.start();
    }

    private static SimulatedVenue simulated(Venue venue) throws IOException {
        return SimulatedVenue.start(
                SimulatorOptions.of(venue).withPairs(List.of("BTC-USDT")).withRatePerSecond(200),
                VenueModels.of(venue));
    }

    private List<Route> routes(Venue venue, String path) {
        return List.of(Route.direct(URI.create("ws://127.0.0.1:" + venue(venue).port() + path)));
    }

    private SimulatedVenue venue(Venue venue) {
        return Objects.requireNonNull(venues.get(venue));
    }

    private RelayStats stats(String source) {
        return Objects.requireNonNull(relay.stats().get(source));
    }

    private void readUntil(BooleanSupplier condition) {
        Await.until(() -> {
            receiver.poll(reader, 10_000);
            return condition.getAsBoolean();
        });
    }

    private void want(int source, String name) {
        relay.subscribe(source, name, name, true);
    }

    @AfterEach
    void stop() {
        relay.stop().syncUninterruptibly();
        venues.values().forEach(SimulatedVenue::close);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        blocking.shutdownNow();
    }

    @Test
    void bringsWhatAVenueSaysAsItSaidIt() {
        want(BINANCE, TRADES);
        want(OKX, TICKERS);
        want(OKX, BOOK);
        readUntil(() -> reader.count(TRADES) > 5 && reader.count(TICKERS) > 5 && reader.count(BOOK) > 5);
        assertThat(reader.last(TRADES)).startsWith("{\"e\":\"trade\"").contains("\"s\":\"BTCUSDT\"");
        assertThat(reader.last(TICKERS)).startsWith("{\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}");
        assertThat(reader.last(BOOK)).contains("\"action\":\"update\"");
        assertThat(stats("okx").connects.sum()).isEqualTo(1);
        assertThat(stats("binance").connects.sum()).isEqualTo(1);
    }

    @Test
    void givesWhoeverComesLaterWhatTheFirstHas() {
        want(OKX, TICKERS);
        want(OKX, BOOK);
        readUntil(() -> reader.count(TICKERS) > 1 && reader.count(BOOK) > 1);
        reader.first.clear();
        want(OKX, TICKERS);
        want(OKX, BOOK);
        readUntil(() -> reader.first.size() == 2);
        assertThat(reader.first.get(TICKERS)).contains("\"last\":");
        assertThat(reader.first.get(BOOK)).contains("\"action\":\"snapshot\"").contains("\"checksum\":");
        assertThat(stats("okx").topics.sum()).isEqualTo(2);
    }

    @Test
    void tellsWhatAVenueDoesNotHave() {
        String none = OkxRequest.Arg.of("tickers", "NO-SUCH").key();
        want(OKX, none);
        readUntil(() -> reader.refused.containsKey(none));
        assertThat(reader.refused.get(none)).contains("doesn't exist");
        want(OKX, TICKERS);
        readUntil(() -> reader.count(TICKERS) > 0);
    }

    @Test
    void asksForEverythingAgainWhenAConnectionIsCut() throws Exception {
        want(BINANCE, TRADES);
        want(OKX, BOOK);
        readUntil(() -> reader.count(TRADES) > 1 && reader.count(BOOK) > 1);
        for (SimulatedVenue venue : venues.values()) {
            new SimulatorHttp(venue).fault("{\"kind\":\"disconnect\"}");
        }
        readUntil(() ->
                stats("binance").connects.sum() == 2 && stats("okx").connects.sum() == 2);
        int trades = reader.count(TRADES);
        int books = reader.count(BOOK);
        readUntil(() -> reader.count(TRADES) > trades + 2 && reader.count(BOOK) > books + 2);
    }

    @Test
    void tellsThatAVenueIsAway() {
        want(BINANCE, TRADES);
        readUntil(() -> reader.count(TRADES) > 1);
        venue(Venue.BINANCE).close();
        readUntil(() -> reader.away.contains(BINANCE));
        assertThat(reader.away).doesNotContain(OKX);
    }

    @Test
    void forgetsWhatNobodyWants() {
        want(BINANCE, TRADES);
        readUntil(() -> reader.count(TRADES) > 1);
        relay.unsubscribe(BINANCE, TRADES);
        relay.unsubscribe(BINANCE, "never@wanted");
        want(BINANCE, TRADES); // within the minute for which it is kept
        int before = reader.count(TRADES);
        readUntil(() -> reader.count(TRADES) > before);
        assertThat(stats("binance").topics.sum()).isEqualTo(1);
    }
}
