package io.quotegate.bench.wire;

import io.quotegate.bench.DurationConverter;
import io.quotegate.bench.attack.Attack;
import io.quotegate.bench.wire.scenario.Format;
import io.quotegate.bench.wire.scenario.ServerSpec;
import io.quotegate.bench.wire.scenario.WireSettings;
import io.quotegate.bench.wire.server.MarketPairs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code wire} that say how to measure. */
final class WireOptions {
    private static final Duration LONGEST_STOP = Duration.ofMinutes(5);
    private static final int MOST_CONNECTIONS = 200_000;
    private static final int MOST_DOWNLOADS = 500;

    @Option(
            names = "--servers",
            paramLabel = "A,B",
            split = ",",
            converter = ServerConverter.class,
            description = "What to compare (default: by scenario).")
    private List<ServerSpec> servers = new ArrayList<>();

    @Option(
            names = "--gateway-set",
            paramLabel = "KEY=VALUE",
            description = "Sets a key of every gateway's configuration; repeatable.")
    private List<String> gatewaySettings = new ArrayList<>();

    @Option(
            names = "--subscribers",
            paramLabel = "N,...",
            split = ",",
            description = "How many subscribers, one rung each (default: by scenario).")
    private List<Integer> subscribers = new ArrayList<>();

    @Option(
            names = "--rates",
            paramLabel = "R,...",
            split = ",",
            description = "Quotes a second over all pairs, one rung each (default: by scenario).")
    private List<Integer> rates = new ArrayList<>();

    @Option(
            names = "--carry-rate",
            paramLabel = "R",
            defaultValue = "100",
            description = "fanout: quotes a second at which servers that fell behind are measured again"
                    + " (default: ${DEFAULT-VALUE}).")
    private int carryRate;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many pairs are traded, at most " + MarketPairs.MAX + " (default: by scenario).")
    private int pairs;

    @Option(
            names = "--sets",
            paramLabel = "SETS",
            description =
                    "same: everyone subscribes to all pairs; random: each to a random set (default: by scenario).")
    private @Nullable Sets sets;

    @Option(
            names = "--set-size",
            paramLabel = "N",
            defaultValue = "20",
            description = "Pairs in a random set (default: ${DEFAULT-VALUE}).")
    private int setSize;

    @Option(
            names = "--warm-up",
            paramLabel = "D",
            defaultValue = "0",
            converter = DurationConverter.class,
            description = "Before a server's first measurement (default: by scenario).")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--measure",
            paramLabel = "D",
            defaultValue = "0",
            converter = DurationConverter.class,
            description = "How long each measurement takes (default: by scenario).")
    private Duration measure = Duration.ZERO;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "requests: connections (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "1",
            description = "requests: requests under way on each connection (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--for",
            paramLabel = "D",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "stopped: how long subscribers are stopped, at most 5m (default: ${DEFAULT-VALUE}).")
    private Duration stopFor = Duration.ZERO;

    @Option(
            names = "--idle-connections",
            paramLabel = "N",
            defaultValue = "20000",
            description = "idle: connections (default: ${DEFAULT-VALUE}).")
    private int idle;

    @Option(
            names = "--idle-heap",
            paramLabel = "SIZE",
            defaultValue = "256m",
            description = "idle: heap of the server (default: ${DEFAULT-VALUE}).")
    private String idleHeap = "";

    @Option(
            names = "--downloads",
            paramLabel = "N",
            defaultValue = "20",
            description = "downloads: how many at a time, at most 500 (default: ${DEFAULT-VALUE}).")
    private int downloads;

    @Option(
            names = "--download-mib",
            paramLabel = "N,...",
            split = ",",
            defaultValue = "100,400,0",
            description = "downloads: MiB/s that all take together, one rung each; 0 for what they can"
                    + " (default: ${DEFAULT-VALUE}).")
    private List<Integer> downloadMib = new ArrayList<>();

    @Option(
            names = "--attacks",
            paramLabel = "A,B",
            split = ",",
            description = "attacks: which (default: all): ${COMPLETION-CANDIDATES}.")
    private List<Attack> attacks = new ArrayList<>();

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "Heap of every server (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Option(
            names = "--jvm",
            paramLabel = "FLAG",
            description = "What the JVM of every server is told, in place of -XX:+UseSerialGC; repeatable.")
    private List<String> jvm = new ArrayList<>();

    @Option(
            names = "--server-core",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where servers run (default: ${DEFAULT-VALUE}).")
    private int serverCore;

    @Option(
            names = "--load-core",
            paramLabel = "N",
            defaultValue = "1",
            description = "Where loads and simulated venues run (default: ${DEFAULT-VALUE}).")
    private int loadCore;

    @Option(
            names = "--spin-load",
            description =
                    "fanout, latency, ladder: subscribers ask their sockets on and on, as a bot does that has a core"
                            + " of its own, in place of sleeping until the kernel wakes them.")
    private boolean spinLoad;

    @Option(
            names = "--tls",
            description = "fanout, requests: gateways are measured over TLS, too, beside plain text in the same run.")
    private boolean tls;

    @Option(
            names = "--format",
            paramLabel = "A,B",
            split = ",",
            description = "Where quotes or books are pushed: as what gateways do, one after another in the same run:"
                    + " ${COMPLETION-CANDIDATES} (default: by scenario).")
    private List<Format> formats = new ArrayList<>();

    @Option(
            names = "--drain",
            paramLabel = "D",
            defaultValue = "20s",
            converter = DurationConverter.class,
            description = "drain: over how long a gateway lets its clients go, up to 5m (default: ${DEFAULT-VALUE}).")
    private Duration drain = Duration.ZERO;

    @Option(names = "--quick", description = "Everything small and short, to see that it works.")
    private boolean quick;

    /** Which pairs subscribers ask for. */
    enum Sets {
        SAME,
        RANDOM
    }

    /** Reads a server. */
    static final class ServerConverter implements ITypeConverter<ServerSpec> {
        @Override
        public ServerSpec convert(String text) {
            try {
                return ServerSpec.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * What the options say.
     *
     * @throws IllegalArgumentException for values that cannot be
     */
    WireSettings settings() {
        subscribers.forEach(
                count -> check(count >= 1 && count <= MOST_CONNECTIONS, "--subscribers", count, "1..200000"));
        rates.forEach(rate -> check(rate >= 1 && rate <= 1_000_000, "--rates", rate, "1..1000000"));
        check(carryRate >= 1, "--carry-rate", carryRate, "at least 1");
        check(pairs >= 0 && pairs <= MarketPairs.MAX, "--pairs", pairs, "1.." + MarketPairs.MAX);
        int set = sets == null ? WireSettings.BY_SCENARIO : sets == Sets.SAME ? 0 : setSize;
        int most = pairs == 0 ? MarketPairs.MAX : pairs;
        check(set <= 0 || set <= most, "--set-size", setSize, "1.." + most + ", as --pairs");
        check(setSize >= 1, "--set-size", setSize, "at least 1");
        check(connections >= 1 && connections <= MOST_CONNECTIONS, "--connections", connections, "1..200000");
        check(depth >= 1 && depth <= 1000, "--depth", depth, "1..1000");
        check(idle >= 1 && idle <= MOST_CONNECTIONS, "--idle-connections", idle, "1..200000");
        check(!stopFor.isZero() && stopFor.compareTo(LONGEST_STOP) <= 0, "--for", stopFor, "up to 5m");
        check(!drain.isZero() && drain.compareTo(LONGEST_STOP) <= 0, "--drain", drain, "up to 5m");
        check(downloads >= 1 && downloads <= MOST_DOWNLOADS, "--downloads", downloads, "1.." + MOST_DOWNLOADS);
        downloadMib.forEach(mib -> check(mib >= 0, "--download-mib", mib, "at least 0"));
        check(serverCore >= 0, "--server-core", serverCore, "at least 0");
        check(loadCore >= 0, "--load-core", loadCore, "at least 0");
        heap("--heap", heap);
        heap("--idle-heap", idleHeap);
        return new WireSettings(
                servers,
                gatewaySettings,
                subscribers,
                rates,
                pairs,
                set,
                warmUp,
                measure,
                carryRate,
                heap,
                jvm,
                serverCore,
                loadCore,
                spinLoad,
                connections,
                depth,
                stopFor,
                idle,
                idleHeap,
                downloads,
                downloadMib,
                tls,
                formats,
                drain,
                attacks.isEmpty() ? List.of(Attack.values()) : attacks,
                quick);
    }

    private static void heap(String name, String value) {
        check(value.matches("[1-9][0-9]*[kKmMgG]"), name, value, "a size as -Xmx takes it, for example 512m");
    }

    private static void check(boolean valid, String name, Object value, String expected) {
        if (!valid) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ')');
        }
    }
}
