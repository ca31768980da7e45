package io.quotegate.config;

import static io.quotegate.config.kind.Kinds.choice;
import static io.quotegate.config.kind.Kinds.duration;
import static io.quotegate.config.kind.Kinds.flag;
import static io.quotegate.config.kind.Kinds.integer;
import static io.quotegate.config.kind.Kinds.integerOr;
import static io.quotegate.config.kind.Kinds.listOf;
import static io.quotegate.config.kind.Kinds.part;
import static io.quotegate.config.kind.Kinds.path;
import static io.quotegate.config.kind.Kinds.size;

import io.quotegate.config.kind.HostAddress;
import io.quotegate.config.kind.Kind;
import io.quotegate.config.kind.Kinds;
import io.quotegate.config.kind.ScalarKind;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.memory.DescriptorLimit;
import io.quotegate.store.StoreSettings;
import io.quotegate.tls.TlsSettings;
import io.quotegate.transport.LoopKind;
import io.quotegate.transport.TransportKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of every key there is: the one source of defaults, ranges, messages, and of what the file and the document
 * must say. Immutable: any thread.
 */
final class Settings {
    private static final List<Setting<?>> ROWS = new ArrayList<>();

    static final Setting<String> SERVER_BIND =
            built("server.bind", HostAddress.kind(), "127.0.0.1", "Address the one port listens on.");
    static final Setting<Integer> SERVER_PORT =
            built("server.port", integer(0, 65535), "8080", "The one port; 0 takes any free one.");
    static final Setting<Integer> SERVER_EVENT_LOOPS = built(
            "server.event-loops",
            integerOr("cores", Settings::cores, 1, 1024),
            "cores",
            "Threads that serve clients; cores is one for each the process may use.");
    static final Setting<TransportKind> SERVER_TRANSPORT = built(
            "server.transport",
            choice(List.of(TransportKind.values()), TransportKind::wireName),
            "auto",
            "How event loops talk to the kernel; auto takes the best this machine has.");
    static final Setting<LoopKind> SERVER_LOOP = built(
            "server.loop",
            choice(List.of(LoopKind.values()), LoopKind::wireName),
            "wait",
            "What event loops do when there is nothing to do; spin takes a core each and saves the microseconds of"
                    + " waking up.");
    static final Setting<Duration> SERVER_HEARTBEAT = built(
            "server.heartbeat",
            duration("10ms", "1h"),
            "15s",
            "Time without output after which a client is sent a sign of life; a peer silent for two of them after a"
                    + " WebSocket ping is closed.");
    static final Setting<Boolean> SERVER_ALLOW_ANONYMOUS = built(
            "server.allow-anonymous",
            flag(),
            "false",
            "Allows binding to anything but loopback without auth.tokens-file.");
    static final Setting<List<String>> SERVER_HOSTS = built(
            "server.hosts",
            listOf(HostAddress.kindOr("*"), 0, 64),
            "",
            "Names that clients may call the gateway by in Host or :authority, whatever the port; others are answered"
                    + " 421. None is localhost and any IP address on a loopback bind, and every name else; * is every"
                    + " name.");
    static final Setting<List<String>> SERVER_ORIGINS = built(
            "server.origins",
            listOf(Kinds.origin(), 0, 64),
            "",
            "Sites beside the gateway's own host whose pages may use it; others get 403. * is every site.");
    static final Setting<Duration> SERVER_DRAIN = built(
            "server.drain",
            duration("0", "1h"),
            "0s",
            "Time over which connections are ended when the gateway is told to end.");
    static final Setting<Duration> SERVER_WARM_UP = built(
            "server.warm-up",
            duration("0", "1m"),
            "2s",
            "How long the gateway at most tries itself out beside simulated venues before it opens its port, so that the"
                    + " first clients find it as quick as the others.");
    static final Setting<List<String>> SERVER_TRUSTED_PROXIES = built(
            "server.trusted-proxies",
            listOf(HostAddress.networkKind(), 0, 64),
            "",
            "Peers that begin each connection with a PROXY header, of version 1 or 2, whose address is the client's.");

    static final Setting<List<String>> PAIRS = built(
            "pairs",
            listOf(Kinds.pair(), 1, Instruments.MOST),
            String.join(", ", Instruments.DEFAULT_SYMBOLS),
            "The pairs served, by name, or by *-USDT, BTC-* or * all that venues have, at the start and as they come and go;"
                    + " {pair: NEIRO-USDT, okx: NEIRO-USDT, binance: NEIROCTOUSDT} where venues call one something else,"
                    + " with none for a venue that is not to be asked for it.");

    static {
        ROWS.addAll(VenueSettings.all());
    }

    static final Setting<List<Venue>> FEEDS_PREFERRED = built(
            "feeds.preferred",
            listOf(choice(List.of(Venue.values()), Venue::wireName), 1, Venue.count()),
            "okx, binance",
            "Venues in order of preference; one not listed is not connected.");
    static final Setting<Duration> FEEDS_STALE_AFTER = built(
            "feeds.stale-after",
            duration("100ms", "1h"),
            "2s",
            "Silence that makes a venue stale; after half of it the venue is asked for a sign of life.");
    static final Setting<Duration> FEEDS_PAIR_STALE_AFTER = built(
            "feeds.pair-stale-after",
            duration("100ms", "24h"),
            "10s",
            "Silence of a pair, while it moves on the standby venue, that makes it switch.");
    static final Setting<Duration> FEEDS_FAIL_BACK_AFTER = built(
            "feeds.fail-back-after",
            duration("0", "24h"),
            "10s",
            "How long the better venue must be healthy before it takes over again.");
    static final Setting<Duration> FEEDS_CONNECT_TIMEOUT = built(
            "feeds.connect-timeout", duration("10ms", "5m"), "3s", "Time for connecting and shaking hands together.");
    static final Setting<Duration> FEEDS_MAX_BACKOFF =
            built("feeds.max-backoff", duration("10ms", "1h"), "30s", "Longest wait between two attempts to connect.");
    static final Setting<Duration> FEEDS_MAX_CLOCK_SKEW = built(
            "feeds.max-clock-skew",
            duration("0", "24h"),
            "5s",
            "A venue's time further ahead of this machine's clock is counted and not believed.");

    static final Setting<Boolean> FEEDS_BOOKS = built(
            "feeds.books", flag(), "true", "Keeps the order books of all pairs on every venue that is connected.");

    static {
        ROWS.addAll(ClusterConfig.all());
    }

    static {
        ROWS.addAll(FanoutConfig.all());
    }

    static final Setting<Integer> LIMITS_FRAME =
            built("limits.frame", size("64B", "16777215B"), "1MiB", "Largest message accepted from a client.");
    static final Setting<Integer> LIMITS_JSON_DEPTH = built(
            "limits.json-depth", integer(1, 1000), "64", "Deepest nesting of objects and arrays in a client's JSON.");
    static final Setting<Duration> LIMITS_MESSAGE_TIMEOUT = built(
            "limits.message-timeout",
            duration("10ms", "1h"),
            "10s",
            "Time within which a message that has begun must end.");
    static final Setting<Integer> LIMITS_CONNECTIONS = built(
            "limits.connections",
            integerOr("descriptors", Settings::connections, 1, 100_000_000),
            "descriptors",
            "Connections at a time; descriptors is nine tenths of the descriptors that the process may have.");
    static final Setting<Integer> LIMITS_CONNECTIONS_PER_ADDRESS = built(
            "limits.connections-per-address",
            integer(1, 100_000_000),
            "1000",
            "Connections of one address, or one IPv6 network of 64 bits, at a time; those of this machine are not"
                    + " counted.");
    static final Setting<Integer> LIMITS_REQUESTS_PER_SECOND = built(
            "limits.requests-per-second",
            integer(1, 100_000_000),
            "100000",
            "Requests of one connection; more are answered limit, and ten seconds of more end it.");
    static final Setting<Integer> LIMITS_SUBSCRIPTIONS = built(
            "limits.subscriptions",
            integer(1, 100_000_000),
            "20000",
            "Subscriptions of one connection, each a channel of a pair; more are answered limit.");
    static final Setting<Duration> LIMITS_MAX_STREAM_AGE = built(
            "limits.max-stream-age",
            duration("0", "8760h"),
            "0s",
            "How long a stream may last, less up to a fifth, before it is to be begun again; 0 is for ever.");
    static final Setting<Double> LIMITS_MEMORY = built(
            "limits.memory",
            part(0.1, 1),
            "0.9",
            "Part of direct memory and of heap above which nobody new is let in and the largest backlogs are ended.");

    static {
        ROWS.addAll(
                List.of(RelayConfig.VENUES, RelayConfig.CLOSE_AFTER, RelayConfig.CLIENTS, RelayConfig.SUBSCRIPTIONS));
    }

    static final Setting<String> STORE_PATH = built(
            "store.path",
            new ScalarKind<>(StoreSettings.PATH_EXPECTED, text -> text, StoreSettings::isPath),
            StoreSettings.DEFAULT,
            "Where history is kept: a SQLite database (the default has -simulated in its name where venues are"
                    + " simulated), a PostgreSQL one, or nowhere.");
    static final Setting<Duration> STORE_CANDLES_KEEP =
            built("store.candles-keep", duration("24h", "87600h"), "720h", "How long candles are kept.");
    static final Setting<Integer> STORE_QUEUE_ROWS = built(
            "store.queue-rows",
            integer(1000, 10_000_000),
            "100000",
            "Rows that may wait while the store is down, at up to 1 KiB each; more are dropped and counted.");
    static final Setting<String> FILES_DIR =
            built("files.dir", path("a directory"), "data/files", "What is offered for download.");
    static final Setting<Boolean> FILES_RECORD = built(
            "files.record",
            flag(),
            "true",
            "Writes the quotes and trades that are served into files.dir, one compressed CSV of each per pair and"
                    + " hour.");
    static final Setting<Duration> FILES_KEEP_FOR =
            built("files.keep-for", duration("1h", "87600h"), "168h", "Age above which a recording is deleted.");
    static final Setting<Integer> FILES_KEEP_SIZE = built(
            "files.keep-size",
            size("1MiB", "2047MiB"),
            "1024MiB",
            "Size of all recordings together above which the oldest are deleted.");
    static final Setting<Boolean> DEBUG_ECHO =
            built("debug.echo", flag(), "false", "Serves /_echo, which returns every message up to 32 MiB.");

    static final Setting<String> AUTH_TOKENS_FILE = built(
            "auth.tokens-file",
            path("a file, or none"),
            "none",
            "When set, every protocol needs a token in it. Changes are taken up within 10 s.");
    static final Setting<TlsSettings.Mode> TLS_MODE = built(
            "tls.mode",
            choice(List.of(TlsSettings.Mode.values()), TlsSettings.Mode::wireName),
            "optional",
            "Whether the port also, or only, speaks TLS.");
    static final Setting<String> TLS_CERT = built(
            "tls.cert",
            path("a PEM file, or none"),
            "none",
            "Certificate and those above it; without one a self-signed is made. Changes are taken up within 10 s.");
    static final Setting<String> TLS_KEY = built(
            "tls.key",
            path("a PEM file, or none"),
            "none",
            "Private key of the certificate: PKCS#8, PKCS#1 or EC, without a password.");
    static final Setting<String> TLS_CLIENT_CA = built(
            "tls.client-ca",
            path("a PEM file, or none"),
            "none",
            "Clients must show a certificate of one of those in it.");
    static final Setting<String> TLS_DIR =
            built("tls.dir", path("a directory"), "data/tls", "Where the self-signed certificate is kept.");
    static final Setting<TlsSettings.Provider> TLS_PROVIDER = built(
            "tls.provider",
            choice(List.of(TlsSettings.Provider.values()), TlsSettings.Provider::wireName),
            "auto",
            "Whose TLS it is; auto takes BoringSSL where this machine has it.");

    static {
        ROWS.addAll(LogConfig.all());
    }

    private Settings() {}

    private static <T> Setting<T> built(String key, Kind<T> kind, String defaultText, String meaning) {
        Setting<T> setting = Setting.built(key, kind, defaultText, meaning);
        ROWS.add(setting);
        return setting;
    }

    private static int connections() {
        return (int) Math.max(1, DescriptorLimit.ofProcess() * 9L / 10);
    }

    private static int cores() {
        return Math.max(1, Runtime.getRuntime().availableProcessors());
    }

    /** Every row, in the order of the file. */
    static List<Setting<?>> all() {
        return List.copyOf(ROWS);
    }
}
