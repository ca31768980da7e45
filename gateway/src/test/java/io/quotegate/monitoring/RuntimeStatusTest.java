package io.quotegate.monitoring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quotegate.fault.FaultGuard;
import io.quotegate.fault.Faults;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.FeedSettings;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueEndpoint;
import io.quotegate.feed.VenueParts;
import io.quotegate.feed.VenueStats;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.status.GatewayStatus;
import io.quotegate.store.StoreStats;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a gateway with OKX only, which was not started. */
class RuntimeStatusTest {
    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private final TopOfBook topOfBook = new TopOfBook(2);
    private final Feeds feeds = feeds();
    private final VenueStats okx = requireNonNull(feeds.stats().get(Venue.OKX));
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final Faults faults = new Faults();
    private final RuntimeStatus status =
            new RuntimeStatus(instruments, topOfBook, new FeedVenues(feeds, instruments), metrics, faults, 42);

    private Feeds feeds() {
        Duration second = Duration.ofSeconds(1);
        return new Feeds(
                instruments,
                new FeedSettings(List.of(Venue.OKX), second, second, second, second, second, second),
                List.of(new VenueParts(
                        new VenueEndpoint(Venue.OKX, List.of(Route.direct(URI.create("ws://127.0.0.1:1"))), true),
                        OkxDialect.RULES,
                        OkxDialect::new,
                        1,
                        100)),
                Feeds.BookParts.NONE,
                new Feeds.Surroundings(
                        new ClientLoop(
                                new EmbeddedChannel().eventLoop(),
                                NioSocketChannel::new,
                                PooledByteBufAllocator.DEFAULT),
                        Dialer.of(Runnable::run),
                        FeedClock.system(),
                        new QuotePublisher(QuoteRing.ofCapacity(8), topOfBook),
                        new Faults().at("feeds"),
                        null));
    }

    @Test
    void listsTheVenuesThatAreConnectedBeforeThoseThatAreNot() {
        okx.connects.add(3);
        okx.switchesAway.increment(StatusReason.STALE);
        okx.switchesAway.increment(StatusReason.FAIL_BACK);
        okx.gaps.increment();
        assertThat(status.venues())
                .containsExactly(
                        new GatewayStatus.VenueStatus(Venue.OKX, okx.state().wireName(), 0, -1, 3, 2, 1),
                        new GatewayStatus.VenueStatus(Venue.BINANCE, "disabled", -1, -1, 0, 0, 0));
    }

    @Test
    void namesTheVenuesOfAPairUnlessTheyRefusedIt() {
        okx.refusedPairs.add(1);
        assertThat(status.venuesOf(instruments.byId(0))).containsExactly(Venue.OKX);
        assertThat(status.venuesOf(instruments.byId(1))).isEmpty();
    }

    @Test
    void isNotReadyWithoutAVenueThatIsLive() {
        assertThat(status.isReady()).isFalse();
        assertThat(status.startedUs()).isEqualTo(42);
        assertThat(status.version()).isEqualTo("development");
    }

    @Test
    void saysWhichPairsAVenueTookAndDoesNotQuote() {
        assertThat(status.reasons()).isEmpty();
        okx.unheardPairs.addAll(List.of(1, 0));
        assertThat(status.reasons()).containsExactly("okx took, but does not quote BTC-USDT, ETH-USDT");
    }

    @Test
    void saysWhatDoesNothingButFail() {
        FaultGuard guard = faults.at("fanout");
        for (int turn = 0; turn < FaultGuard.BROKEN_AFTER; turn++) {
            assertThat(status.broken()).isEmpty();
            guard.run(() -> {
                throw new IllegalStateException("of this test");
            });
        }
        assertThat(status.broken()).containsExactly("fanout");
        guard.run(() -> {});
        assertThat(status.broken()).isEmpty();
    }

    @Test
    void showsWhatTheVenuesCount() {
        metrics.addVenues(feeds);
        okx.connects.add(3);
        assertThat(status.metrics().lines())
                .contains(
                        "quotegate_venue_connects_total{venue=\"okx\"} 3.0",
                        "quotegate_venue_live{venue=\"okx\"} 0.0",
                        "quotegate_venue_message_age_seconds{venue=\"okx\"} NaN");
    }

    @Test
    void showsWhatConnectionsAndTheStoreCount() {
        ConnectionMetrics connections = new ConnectionMetrics();
        StoreStats store = new StoreStats();
        metrics.addConnections(connections, () -> 7);
        metrics.addStore(store);
        connections.requests.add(5);
        store.rows.add(7);
        assertThat(status.metrics().lines())
                .contains(
                        "quotegate_requests_total 5.0",
                        "quotegate_streams 0.0",
                        "quotegate_connections{protocol=\"frames\"} 0.0",
                        "quotegate_store_up 0.0",
                        "quotegate_store_rows_total 7.0");
    }

    /** As {@code promtool check metrics} asks. */
    @Test
    void describesEveryMetric() {
        metrics.addVenues(feeds);
        metrics.addConnections(new ConnectionMetrics(), () -> 7);
        assertThat(status.metrics().lines().filter(line -> line.startsWith("# HELP ")))
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.matches("# HELP [a-z0-9_]+ \\S.*"));
    }

    @Test
    void tellsThemAsOpenMetricsToo() {
        metrics.addConnections(new ConnectionMetrics(), () -> 7);
        assertThat(status.openMetrics())
                .contains("quotegate_requests_total 0.0\n")
                .endsWith("# EOF\n");
    }
}
