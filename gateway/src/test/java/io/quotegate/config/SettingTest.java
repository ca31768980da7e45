package io.quotegate.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.FeedSettings;
import io.quotegate.feed.dial.VenueProxy;
import io.quotegate.market.Venue;
import io.quotegate.store.StoreSettings;
import io.quotegate.tls.TlsSettings;
import io.quotegate.transport.LoopKind;
import io.quotegate.transport.TransportKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sets every key to something else than its default, in every way there is. */
class SettingTest {
    private static final Set<Setting<?>> TOGETHER = Set.of(Settings.TLS_CERT, Settings.TLS_KEY); // neither alone

    @TempDir
    private Path directory;

    /** A key, a text that is not its default, and the value that must arrive in a field. */
    record Row(String key, String text, Object value, Function<GatewayConfig, @Nullable Object> field) {
        Setting<?> setting() {
            return requireNonNull(SettingIndex.find(key), key);
        }

        @Override
        public String toString() {
            return key + '=' + text;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(server(), venues(), feeds(), fanout(), limits(), files(), store())
                .flatMap(Function.identity());
    }

    private static Stream<Row> server() {
        return Stream.of(
                server("bind", "127.0.0.2", "127.0.0.2", ServerConfig::bind),
                server("port", "0", 0, ServerConfig::port),
                server("event-loops", "1024", 1024, ServerConfig::eventLoops),
                server("transport", "io_uring", TransportKind.IO_URING, ServerConfig::transport),
                server("loop", "spin", LoopKind.SPIN, ServerConfig::loop),
                server("heartbeat", "250ms", Duration.ofMillis(250), ServerConfig::heartbeat),
                server("allow-anonymous", "true", true, ServerConfig::allowAnonymous),
                server("hosts", "quotes.example, 10.0.0.1", List.of("quotes.example", "10.0.0.1"), ServerConfig::hosts),
                server(
                        "origins",
                        "https://a.example:8443, http://b",
                        List.of("https://a.example:8443", "http://b"),
                        ServerConfig::origins),
                new Row("pairs", "ETH-BTC, SOL-USDC", List.of("ETH-BTC", "SOL-USDC"), GatewayConfig::pairs),
                new Row(
                        "log.level",
                        "debug",
                        LogConfig.Level.DEBUG,
                        c -> c.log().level()),
                new Row(
                        "log.file",
                        "/var/log/q.log",
                        "/var/log/q.log",
                        c -> String.valueOf(c.log().file())),
                new Row(
                        "log.format",
                        "json",
                        LogConfig.Format.JSON,
                        c -> c.log().format()),
                new Row("log.access", "0.01", 0.01, c -> c.log().access()),
                server(
                        "trusted-proxies",
                        "10.0.0.0/8, 10.1.0.1",
                        List.of("10.0.0.0/8", "10.1.0.1"),
                        ServerConfig::trustedProxies),
                server("drain", "20s", Duration.ofSeconds(20), ServerConfig::drain),
                server("warm-up", "5s", Duration.ofSeconds(5), ServerConfig::warmUp),
                new Row(
                        "relay.venues",
                        "binance",
                        List.of(Venue.BINANCE),
                        c -> c.relay().venues()),
                new Row(
                        "relay.close-after",
                        "1m",
                        Duration.ofMinutes(1),
                        c -> c.relay().closeAfter()),
                new Row("relay.clients", "500", 500, c -> c.relay().clients()),
                new Row("relay.subscriptions", "5000", 5000, c -> c.relay().subscriptions()),
                new Row(
                        "feeds.source",
                        "cluster",
                        ClusterConfig.Source.CLUSTER,
                        c -> c.cluster().source()),
                new Row(
                        "cluster.channel",
                        "aeron:ipc",
                        List.of("aeron:ipc"),
                        c -> c.cluster().settings().channels()),
                new Row("cluster.stream", "2001", 2001, c -> c.cluster().settings().stream()),
                new Row(
                        "cluster.driver",
                        "/dev/shm/aeron",
                        "/dev/shm/aeron",
                        c -> c.cluster().settings().driver()),
                new Row("cluster.rank", "1", 1, c -> c.cluster().settings().rank()),
                new Row("cluster.port", "9000", 9000, c -> c.cluster().port()),
                new Row(
                        "cluster.history",
                        "http://node:9104",
                        List.of(URI.create("http://node:9104")),
                        c -> c.cluster().history()),
                new Row(
                        "cluster.token",
                        "qg_x",
                        "qg_x",
                        c -> String.valueOf(c.cluster().token())),
                new Row("debug.echo", "true", true, GatewayConfig::debugEcho),
                new Row("auth.tokens-file", "/tokens", "/tokens", c -> String.valueOf(c.tokens())),
                tls("mode", "required", TlsSettings.Mode.REQUIRED, TlsSettings::mode),
                tls("client-ca", "/ca", "/ca", tls -> String.valueOf(tls.clientCa())),
                tls("dir", "/tls", Path.of("/tls"), TlsSettings::directory),
                tls("provider", "jdk", TlsSettings.Provider.JDK, TlsSettings::provider));
    }

    private static Stream<Row> files() {
        return Stream.of(
                new Row("files.dir", "/srv", "/srv", c -> c.files().directory()),
                new Row("files.record", "false", false, c -> c.files().record()),
                new Row(
                        "files.keep-for",
                        "2h",
                        Duration.ofHours(2),
                        c -> c.files().keepFor()),
                new Row("files.keep-size", "2MiB", 2 << 20, c -> c.files().keepBytes()));
    }

    private static Stream<Row> venues() {
        String okx = "ws://127.0.0.1:9001/ws/v5/public?x=1";
        return Stream.of(
                venues(
                        "okx.ws",
                        "ws://h:1/ws, ws://i",
                        List.of(URI.create("ws://h:1/ws"), URI.create("ws://i")),
                        v -> v.okx().ws()),
                venues("okx.ws-business", okx, URI.create(okx), v -> v.okx().wsBusiness()),
                venues(
                        "okx.rest",
                        "http://h/, https://i",
                        List.of(URI.create("http://h"), URI.create("https://i")),
                        v -> v.okx().rest()),
                venues("okx.simulated", "true", true, v -> v.of(Venue.OKX).simulated()),
                venues("okx.connections", "2", 2, v -> v.okx().connections()),
                venues("binance.connections", "2", 2, v -> v.binance().connections()),
                venues(
                        "binance.ws",
                        "ws://h/a//, ws://i",
                        List.of(URI.create("ws://h/a"), URI.create("ws://i")),
                        v -> v.binance().ws()),
                venues(
                        "okx.proxy",
                        "http://me:hush@h:3128",
                        Optional.of(new VenueProxy(VenueProxy.Kind.HTTP, "h", 3128, "me", "hush")),
                        v -> v.okx().proxy()),
                venues(
                        "binance.proxy",
                        "socks5://h:1080",
                        Optional.of(new VenueProxy(VenueProxy.Kind.SOCKS5, "h", 1080, null, null)),
                        v -> v.binance().proxy()),
                venues(
                        "binance.rest",
                        "http://h:1",
                        List.of(URI.create("http://h:1")),
                        v -> v.binance().rest()),
                venues(
                        "binance.simulated",
                        "true",
                        true,
                        v -> v.of(Venue.BINANCE).simulated()));
    }

    private static Stream<Row> feeds() {
        return Stream.of(
                new Row("feeds.books", "false", false, GatewayConfig::books),
                feeds("preferred", "binance", List.of(Venue.BINANCE), FeedSettings::preferred),
                feeds("stale-after", "100ms", Duration.ofMillis(100), FeedSettings::staleAfter),
                feeds("pair-stale-after", "24h", Duration.ofDays(1), FeedSettings::pairStaleAfter),
                feeds("fail-back-after", "0", Duration.ZERO, FeedSettings::failBackAfter),
                feeds("connect-timeout", "5m", Duration.ofMinutes(5), FeedSettings::connectTimeout),
                feeds("max-backoff", "1h", Duration.ofHours(1), FeedSettings::maxBackoff),
                feeds("max-clock-skew", "1m", Duration.ofMinutes(1), FeedSettings::maxClockSkew));
    }

    private static Stream<Row> fanout() {
        return Stream.of(
                fanout("flush-interval", "500us", Duration.ofNanos(500_000), FanoutConfig::flushInterval),
                fanout("latest-limit", "0", 0, FanoutConfig::latestLimitBytes),
                fanout("pending-limit", "1024MiB", 1 << 30, FanoutConfig::pendingLimitBytes),
                fanout("ring-quotes", "8", 8, FanoutConfig::ringQuotes),
                fanout("deflate-streams", "0", 0, FanoutConfig::deflateStreams));
    }

    private static Stream<Row> limits() {
        return Stream.of(
                limits("frame", "16777215B", 16_777_215, LimitsConfig::frameBytes),
                limits("json-depth", "1000", 1000, LimitsConfig::jsonDepth),
                limits("message-timeout", "10ms", Duration.ofMillis(10), LimitsConfig::messageTimeout),
                limits("connections", "1", 1, LimitsConfig::connections),
                limits("connections-per-address", "100000000", 100_000_000, LimitsConfig::connectionsPerAddress),
                limits("requests-per-second", "7", 7, LimitsConfig::requestsPerSecond),
                limits("subscriptions", "19999", 19_999, LimitsConfig::subscriptions),
                limits("max-stream-age", "1h", Duration.ofHours(1), LimitsConfig::maxStreamAge),
                limits("memory", "0.55", 0.55, LimitsConfig::memory));
    }

    private static Stream<Row> store() {
        String url = "jdbc:postgresql://h:5433/quotegate?user=me";
        return Stream.of(
                store("path", url, url, StoreSettings::path),
                store("candles-keep", "24h", Duration.ofDays(1), StoreSettings::candlesKeep),
                store("queue-rows", "1000", 1000, StoreSettings::queueRows));
    }

    private static Row store(String leaf, String text, Object value, Function<StoreSettings, Object> field) {
        return new Row("store." + leaf, text, value, config -> field.apply(config.store()));
    }

    private static Row tls(String leaf, String text, Object value, Function<TlsSettings, @Nullable Object> field) {
        return new Row("tls." + leaf, text, value, config -> field.apply(config.tls()));
    }

    private static Row server(String leaf, String text, Object value, Function<ServerConfig, Object> field) {
        return new Row("server." + leaf, text, value, config -> field.apply(config.server()));
    }

    private static Row venues(String leaf, String text, Object value, Function<VenuesConfig, @Nullable Object> field) {
        return new Row("venues." + leaf, text, value, config -> field.apply(config.venues()));
    }

    private static Row feeds(String leaf, String text, Object value, Function<FeedSettings, Object> field) {
        return new Row("feeds." + leaf, text, value, config -> field.apply(config.feeds()));
    }

    private static Row fanout(String leaf, String text, Object value, Function<FanoutConfig, Object> field) {
        return new Row("fanout." + leaf, text, value, config -> field.apply(config.fanout()));
    }

    private static Row limits(String leaf, String text, Object value, Function<LimitsConfig, Object> field) {
        return new Row("limits." + leaf, text, value, config -> field.apply(config.limits()));
    }

    @Test
    void certificateAndKeyArriveTogether() {
        TlsSettings tls =
                new Sources(directory).load("tls: {cert: /c.pem, key: /k.pem}").tls();
        assertThat(tls.cert()).isEqualTo(Path.of("/c.pem"));
        assertThat(tls.key()).isEqualTo(Path.of("/k.pem"));
    }

    @Test
    void thereIsARowForEveryKeyThatCanBeSet() {
        assertThat(rows().map(Row::key))
                .containsExactlyInAnyOrderElementsOf(Settings.all().stream()
                        .filter(setting -> !TOGETHER.contains(setting))
                        .map(Setting::key)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void arrivesFromTheFile(Row row) {
        String yaml = row.setting().kind().isList() ? '[' + row.text() + ']' : row.text();
        GatewayConfig config = new Sources(directory).load(row.key() + ": " + yaml);
        assertThat(row.field().apply(config)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void arrivesFromTheEnvironment(Row row) {
        GatewayConfig config =
                new Sources(directory).load(null, Map.of(row.setting().variable(), row.text()), List.of(), null);
        assertThat(row.field().apply(config)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void arrivesFromAnArgumentAndChangesNothingElse(Row row) {
        GatewayConfig config = new Sources(directory).load(null, Map.of(), List.of(row.toString()), null);
        Map<String, @Nullable Object> expected = fields(Sources.defaults());
        assertThat(expected.put(row.key(), row.value()))
                .as("the default")
                .isNotNull()
                .isNotEqualTo(row.value());
        assertThat(fields(config)).isEqualTo(expected);
    }

    private static Map<String, @Nullable Object> fields(GatewayConfig config) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        rows().forEach(row -> fields.put(row.key(), row.field().apply(config)));
        return fields;
    }
}
