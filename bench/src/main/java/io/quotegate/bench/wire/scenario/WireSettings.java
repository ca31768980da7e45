package io.quotegate.bench.wire.scenario;

import io.quotegate.bench.attack.Attack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What options say of a run. Empty lists and zero durations leave the choice to the scenario.
 *
 * @param servers         to be compared
 * @param gatewaySettings {@code key=value}, for every gateway
 * @param subscribers     how many, one rung each
 * @param rates           quotes a second, one rung each
 * @param pairs           how many pairs are traded; 0 leaves the choice to the scenario
 * @param setSize         pairs of a subscriber's random set; 0 if all subscribe to all, {@value #BY_SCENARIO} leaves the choice
 *     to the scenario
 * @param warmUp          before a server's first measurement
 * @param measure         how long a measurement takes
 * @param carryRate       quotes a second at which servers that fell behind are measured again
 * @param heap            of every server, as {@code -Xmx} takes it
 * @param jvm             what every server's JVM is told beside that; empty for the usual
 * @param serverCore      where servers run
 * @param loadCore        where loads and simulated venues run
 * @param spinLoad        whether subscribers ask their sockets on and on
 * @param requesters      connections of {@code requests}
 * @param depth           requests under way on each
 * @param stopFor         how long {@code stopped} stops its subscribers
 * @param idle            connections of {@code idle}
 * @param idleHeap        of the gateway there
 * @param downloads       of {@code downloads}, at a time
 * @param downloadMib     MiB a second they take together, one rung each; 0 for what they can
 * @param tls             whether gateways are measured over TLS, too
 * @param formats         what gateways push, one after another
 * @param drain           over how long a gateway lets its clients go
 * @param attacks         of {@code attacks}, in turn
 * @param quick           everything short and small: a smoke test
 */
public record WireSettings(
        List<ServerSpec> servers,
        List<String> gatewaySettings,
        List<Integer> subscribers,
        List<Integer> rates,
        int pairs,
        int setSize,
        Duration warmUp,
        Duration measure,
        int carryRate,
        String heap,
        List<String> jvm,
        int serverCore,
        int loadCore,
        boolean spinLoad,
        int requesters,
        int depth,
        Duration stopFor,
        int idle,
        String idleHeap,
        int downloads,
        List<Integer> downloadMib,
        boolean tls,
        List<Format> formats,
        Duration drain,
        List<Attack> attacks,
        boolean quick) {
    /** What {@code setSize} is if the scenario is to choose. */
    public static final int BY_SCENARIO = -1;

    private static final List<String> USUAL_JVM = List.of("-XX:+UseSerialGC");
    private static final Duration QUICK = Duration.ofSeconds(2);

    public WireSettings {
        servers = List.copyOf(servers);
        gatewaySettings = List.copyOf(gatewaySettings);
        subscribers = List.copyOf(subscribers);
        rates = List.copyOf(rates);
        jvm = List.copyOf(jvm);
        downloadMib = List.copyOf(downloadMib);
        formats = List.copyOf(formats);
        attacks = List.copyOf(attacks);
    }

    /** What a server's JVM is told whose heap is {@code size}. */
    public List<String> serverFlags(String size) {
        List<String> flags = new ArrayList<>(List.of("-Xmx" + size));
        flags.addAll(jvm.isEmpty() ? USUAL_JVM : jvm);
        return flags;
    }

    /** The servers asked for; {@code usual}, by name, if none were. */
    List<ServerSpec> serversOr(String... usual) {
        return servers.isEmpty()
                ? List.of(usual).stream().map(ServerSpec::parse).toList()
                : servers;
    }

    /** The first of those asked for; {@code usual} if there are none. */
    static int firstOr(List<Integer> asked, int usual) {
        return asked.isEmpty() ? usual : asked.get(0);
    }

    /** Over what {@code server} is measured. */
    List<Transport> transports(ServerSpec server) {
        return tls && server.isGateway() ? List.of(Transport.values()) : List.of(Transport.PLAIN);
    }

    /** What {@code server} pushes, {@code usual} if nothing was asked for; others than gateways know nothing but JSON. */
    List<Format> formats(ServerSpec server, List<Format> usual) {
        return !server.isGateway() ? List.of(Format.JSON) : formats.isEmpty() ? usual : formats;
    }

    /** How many pairs are traded: as asked for, or {@code usual}. */
    int pairsOr(int usual) {
        return pairs == 0 ? usual : pairs;
    }

    /** Pairs of a random set: as asked for, or {@code usual}; 0 if all subscribe to all. */
    int setSizeOr(int usual) {
        return setSize == BY_SCENARIO ? usual : setSize;
    }

    /** How long to warm up: as asked for, or {@code usual}. */
    Duration warmUpOr(Duration usual) {
        return or(warmUp, usual);
    }

    /** How long to measure: as asked for, or {@code usual}. */
    Duration measureOr(Duration usual) {
        return or(measure, usual);
    }

    private Duration or(Duration asked, Duration usual) {
        return !asked.isZero() ? asked : quick ? QUICK : usual;
    }
}
