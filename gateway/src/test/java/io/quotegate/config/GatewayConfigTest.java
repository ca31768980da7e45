package io.quotegate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.feed.FeedSettings;
import io.quotegate.feed.VenueEndpoint;
import io.quotegate.feed.dial.Route;
import io.quotegate.market.Venue;
import io.quotegate.transport.LoopKind;
import io.quotegate.transport.TransportKind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    private static final GatewayConfig DEFAULTS = Sources.defaults();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final URI WS = URI.create("ws://127.0.0.1:9001");
    private static final URI REST = URI.create("http://127.0.0.1:9001");

    @Test
    void cannotBeMadeOfWhatIsNotAllowed() {
        assertRefused(
                () -> new ServerConfig(
                        "*",
                        1,
                        1,
                        TransportKind.NIO,
                        LoopKind.WAIT,
                        SECOND,
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        Duration.ZERO,
                        Duration.ZERO),
                "server.bind: * (expected: an IP address or a host name)");
        assertRefused(
                () -> new ServerConfig(
                        "::1",
                        -1,
                        1,
                        TransportKind.NIO,
                        LoopKind.WAIT,
                        SECOND,
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        Duration.ZERO,
                        Duration.ZERO),
                "server.port: -1 (expected: 0..65535)");
        assertRefused(
                () -> new LimitsConfig(63, 1, SECOND, 1, 1, 1, 1, SECOND, 0.5),
                "limits.frame: 63 (expected: 64B..16777215B, as <n>(B|KiB|MiB|GiB))");
        assertRefused(
                () -> new FanoutConfig(Duration.ZERO, 2, 1, 8, 0), "fanout.pending-limit: 1 (expected: at least 2)");
        assertRefused(
                () -> of(List.of("A-B", "A-B"), List.of(Venue.OKX)),
                "pairs: [A-B, A-B] (expected: a list of " + "1..4000, each BASE-QUOTE in upper case, once only)");
        assertRefused(
                () -> of(List.of("A-B"), List.of()),
                "feeds.preferred: [] (expected: a list of 1..2, each okx or binance, once only)");
        assertRefused(
                () -> new VenuesConfig(
                        new VenueConfig(List.of(WS), null, List.of(REST), Optional.empty(), false, 1),
                        new VenueConfig(List.of(WS), null, List.of(REST), Optional.empty(), false, 1)),
                "venues.okx.ws-business: none (expected: wss:// or ws:// with a host)");
        assertRefused(
                () -> new VenuesConfig(
                        new VenueConfig(List.of(WS), WS, List.of(WS), Optional.empty(), false, 1),
                        new VenueConfig(List.of(WS), null, List.of(REST), Optional.empty(), false, 1)),
                "venues.okx.rest: [ws://127.0.0.1:9001] (expected: a list of 1..8, each https:// or http:// with a"
                        + " host, no query, once only)");
    }

    @Test
    void doesNotChangeWithTheListItWasMadeOf() {
        List<String> pairs = new ArrayList<>(List.of("A-B"));
        GatewayConfig config = of(pairs, List.of(Venue.OKX));
        pairs.add("C-D");
        assertThat(config.pairs()).containsExactly("A-B");
    }

    @Test
    void tellsFeedsWhereToConnect() {
        VenuesConfig venues = new VenuesConfig(
                new VenueConfig(List.of(WS), WS, List.of(REST), Optional.empty(), true, 1),
                new VenueConfig(List.of(WS), null, List.of(REST), Optional.empty(), false, 1));
        assertThat(venues.endpoint(Venue.OKX)).isEqualTo(new VenueEndpoint(Venue.OKX, List.of(Route.direct(WS)), true));
        assertThat(venues.endpoint(Venue.BINANCE))
                .isEqualTo(new VenueEndpoint(Venue.BINANCE, List.of(Route.direct(URI.create(WS + "/ws"))), false));
    }

    @Test
    void canBePointedAtOtherVenues() {
        VenueConfig simulated = new VenueConfig(List.of(WS), WS, List.of(REST), Optional.empty(), true, 1);
        VenuesConfig venues = new VenuesConfig(simulated, simulated);
        GatewayConfig config = DEFAULTS.withVenues(venues);
        assertThat(config.venues()).isEqualTo(venues);
        assertThat(config.withVenues(DEFAULTS.venues())).isEqualTo(DEFAULTS);
    }

    private static GatewayConfig of(List<String> pairs, List<Venue> preferred) {
        FeedSettings feeds = new FeedSettings(preferred, SECOND, SECOND, SECOND, SECOND, SECOND, SECOND);
        return new GatewayConfig(
                DEFAULTS.server(),
                pairs,
                DEFAULTS.venues(),
                feeds,
                DEFAULTS.books(),
                DEFAULTS.fanout(),
                DEFAULTS.limits(),
                DEFAULTS.files(),
                DEFAULTS.store(),
                DEFAULTS.tls(),
                null,
                DEFAULTS.log(),
                DEFAULTS.relay(),
                DEFAULTS.cluster(),
                false,
                DEFAULTS.references(),
                DEFAULTS.written());
    }

    private static void assertRefused(ThrowingCallable maker, String message) {
        assertThatThrownBy(maker).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
