package io.quotegate.bench.wire.scenario;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.api.DeliveryMode;
import io.quotegate.bench.attack.AttackMain;
import io.quotegate.bench.attack.AttackPlan;
import io.quotegate.bench.wire.load.DownloadMain;
import io.quotegate.bench.wire.load.DownloadPlan;
import io.quotegate.bench.wire.load.DrainMain;
import io.quotegate.bench.wire.load.DrainPlan;
import io.quotegate.bench.wire.load.HandshakeMain;
import io.quotegate.bench.wire.load.HandshakePlan;
import io.quotegate.bench.wire.load.LoadMain;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.process.H2Load;
import io.quotegate.bench.wire.process.Launcher;
import io.quotegate.bench.wire.process.Launcher.Order;
import io.quotegate.bench.wire.process.PassThrough;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerKind;
import io.quotegate.bench.wire.server.PeerMain;
import io.quotegate.bench.wire.server.PeerOptions;
import io.quotegate.bench.wire.server.VenuesMain;
import io.quotegate.bench.wire.server.VenuesOptions;
import io.quotegate.cli.Main;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts what a scenario plays with: servers on one core, loads and venues on another. For one thread. */
public final class Stage {
    private static final Duration START_WITHIN = Duration.ofSeconds(30);
    private static final Pattern LISTENS = Pattern.compile("listens on [0-9.]+:([0-9]+)");
    private static final Pattern FRAMES = Pattern.compile("frames on 127\\.0\\.0\\.1:([0-9]+)");
    private static final Pattern OPEN = Pattern.compile("^open (.*)");
    private static final Pattern WINDOW = Pattern.compile("^window (.*)");
    private static final Duration OPEN_WITHIN = Duration.ofMinutes(2);
    private static final String LOAD_HEAP = "-Xmx1g";
    static final int SPARE_DESCRIPTORS = 200; // of a process, beside its connections

    private static final int MIB = 1024 * 1024;

    private final Launcher launcher;
    private final WireSettings settings;
    private final Consumer<String> progress;
    private final ObjectMapper json = new ObjectMapper();

    /** @param progress hears one line per step */
    public Stage(Launcher launcher, WireSettings settings, Consumer<String> progress) {
        this.launcher = launcher;
        this.settings = settings;
        this.progress = progress;
    }

    WireSettings settings() {
        return settings;
    }

    /** Says what was just measured. */
    void say(String line) {
        progress.accept(line);
    }

    /**
     * How a server is to run.
     *
     * @param rate        quotes a second
     * @param pairs       how many pairs are traded
     * @param heap        as {@code -Xmx} takes it
     * @param descriptors how many it needs; 0 if the usual number will do
     * @param venues      whether the venues wait for others on their core
     */
    record Run(PeerOptions.Role role, int rate, int pairs, String heap, int descriptors, Order.Turn venues) {
        /** One whose venues share their core. */
        Run(PeerOptions.Role role, int rate, int pairs, String heap, int descriptors) {
            this(role, rate, pairs, heap, descriptors, Order.Turn.SHARED);
        }
    }

    /** Starts a server that publishes {@code rate} quotes a second. */
    RunningServer publish(ServerSpec spec, int rate) throws IOException, InterruptedException {
        return publish(spec, rate, settings.pairsOr(MarketPairs.USUAL));
    }

    /** The same of so many pairs. */
    RunningServer publish(ServerSpec spec, int rate, int pairs) throws IOException, InterruptedException {
        return start(spec, new Run(PeerOptions.Role.PUBLISH, rate, pairs, settings.heap(), 0));
    }

    /** The same of one whose venues are never kept waiting by what else runs on the core of loads. */
    RunningServer publishPunctually(ServerSpec spec, int rate) throws IOException, InterruptedException {
        int pairs = settings.pairsOr(MarketPairs.USUAL);
        return start(spec, new Run(PeerOptions.Role.PUBLISH, rate, pairs, settings.heap(), 0, Order.Turn.FIRST));
    }

    /** Starts a server. */
    RunningServer start(ServerSpec spec, Run run) throws IOException, InterruptedException {
        return spec.peer() == null ? gateway(spec, run) : peer(spec, run);
    }

    private RunningServer peer(ServerSpec spec, Run run) throws IOException, InterruptedException {
        PeerKind kind = requireNonNull(spec.peer());
        PeerOptions options = new PeerOptions(
                kind,
                run.role(),
                run.rate(),
                MarketPairs.of(run.pairs()),
                spec.batch().toNanos() / 1000);
        Child child = launcher.start(new Order(
                spec.label(),
                settings.serverCore(),
                Order.Turn.SHARED,
                run.descriptors(),
                settings.serverFlags(run.heap()),
                PeerMain.class,
                List.of(json.writeValueAsString(options))));
        boolean frames = options.role() == PeerOptions.Role.ANSWER && kind.answersFrames();
        int port = port(child, LISTENS);
        return new RunningServer(spec, child, port, frames ? port(child, FRAMES) : 0, null, List.of());
    }

    /** Starts the simulated venues. */
    Child venues(Run run) throws IOException {
        return launcher.start(new Order(
                "venues",
                settings.loadCore(),
                run.venues(),
                0,
                List.of(LOAD_HEAP),
                VenuesMain.class,
                List.of(json.writeValueAsString(new VenuesOptions(run.rate(), MarketPairs.of(run.pairs()))))));
    }

    /** Where {@code venues} listen, in the order of {@code Venue}. */
    static List<Integer> ports(Child venues) throws IOException, InterruptedException {
        List<Integer> ports = new ArrayList<>();
        for (Venue venue : Venue.values()) {
            ports.add(port(venues, Pattern.compile('^' + venue.wireName() + ' ' + LISTENS.pattern())));
        }
        return ports;
    }

    /** Starts quotegate on the core of servers, as {@code command} with {@code sets} beside what all have. */
    Child quotegate(String label, String command, List<String> sets, Run run) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command, "--port", "0"));
        List<String> all = new ArrayList<>(List.of(
                "server.event-loops=1",
                "files.record=false",
                "store.path=none",
                "pairs=" + String.join(",", MarketPairs.of(run.pairs()))));
        all.addAll(settings.gatewaySettings());
        all.addAll(sets);
        all.forEach(set -> arguments.addAll(List.of("--set", set)));
        return launcher.start(new Order(
                label,
                settings.serverCore(),
                Order.Turn.SHARED,
                run.descriptors(),
                settings.serverFlags(run.heap()),
                Main.class,
                arguments));
    }

    private RunningServer gateway(ServerSpec spec, Run run) throws IOException, InterruptedException {
        Child venues = venues(run);
        List<Integer> ports = ports(venues);
        List<String> sets = onVenues(ports);
        sets.addAll(spec.settings());
        Child child = quotegate(spec.label(), "serve", sets, run);
        RunningServer server = listening(spec, child, venues, ports);
        server.awaitReady();
        return server;
    }

    /** A gateway that was started, once it listens. */
    static RunningServer listening(ServerSpec spec, Child child, @Nullable Child venues, List<Integer> venuePorts)
            throws IOException, InterruptedException {
        int port = port(child, LISTENS);
        return new RunningServer(spec, child, port, port, venues, venuePorts);
    }

    /** Settings of who connects to simulated venues. */
    static List<String> onVenues(List<Integer> venuePorts) {
        return new ArrayList<>(List.of(
                "venues.okx.ws=ws://127.0.0.1:" + venuePorts.get(Venue.OKX.code()) + "/ws/v5/public",
                "venues.binance.ws=ws://127.0.0.1:" + venuePorts.get(Venue.BINANCE.code()),
                "venues.okx.simulated=true",
                "venues.binance.simulated=true"));
    }

    /** What {@code child} says in a line like that, a port. */
    static int port(Child child, Pattern line) throws IOException, InterruptedException {
        return Integer.parseInt(child.await(line, START_WITHIN));
    }

    /** What asks over HTTP/2, on the core of loads. */
    H2Load h2load() {
        return new H2Load(launcher.pinned(settings.loadCore()));
    }

    /** Starts a proxy that passes connections through to {@code port}, on the core of servers; null if none is installed. */
    @Nullable
    PassThrough passThrough(int port) throws IOException, InterruptedException {
        return PassThrough.start(launcher.pinned(settings.serverCore()), port);
    }

    /** Starts downloads on the core of loads. */
    Child downloads(DownloadPlan plan) throws IOException {
        Child child = launcher.start(
                Order.of("downloads", settings.loadCore(), List.of(LOAD_HEAP), DownloadMain.class, List.of()));
        child.send(json.writeValueAsString(plan));
        return child;
    }

    /** Starts handshakes on the core of loads. */
    Child handshakes(HandshakePlan plan) throws IOException {
        Child child = launcher.start(
                Order.of("handshakes", settings.loadCore(), List.of(LOAD_HEAP), HandshakeMain.class, List.of()));
        child.send(json.writeValueAsString(plan));
        return child;
    }

    /** Starts subscribers that are to be drained, and waits until they are all there. */
    Child drained(DrainPlan plan) throws IOException, InterruptedException {
        Child child = launcher.start(new Order(
                "drained",
                settings.loadCore(),
                Order.Turn.SHARED,
                plan.subscribers() + SPARE_DESCRIPTORS,
                List.of(LOAD_HEAP),
                DrainMain.class,
                List.of()));
        child.send(json.writeValueAsString(plan));
        child.await(OPEN, OPEN_WITHIN);
        return child;
    }

    /** What {@code load} tells of the next {@code window}. */
    <T> T window(Child load, Duration window, Class<T> report) throws IOException, InterruptedException {
        load.send("measure " + window.toMillis());
        return json.readValue(load.await(WINDOW, window.plus(START_WITHIN)), report);
    }

    /** Starts an attack on the core of loads. */
    Child attack(AttackPlan plan) throws IOException {
        Child child = launcher.start(new Order(
                plan.attack().toString(),
                settings.loadCore(),
                Order.Turn.SHARED,
                plan.connections() + SPARE_DESCRIPTORS,
                List.of(LOAD_HEAP),
                AttackMain.class,
                List.of()));
        child.send(json.writeValueAsString(plan));
        return child;
    }

    /** Starts subscribers whose every quote is timed, on a core where they run first, and waits until they are open. */
    LoadProcess timedQuotes(RunningServer server, int subscribers, DeliveryMode mode)
            throws IOException, InterruptedException {
        List<String> subscribe = Subscriptions.all(mode).messages();
        WireLoadPlan plan = WireLoadPlan.subscribe(server.port(), subscribers, subscribe, server.pid());
        return load("quotes", plan.withEveryTimed(), Order.Turn.FIRST);
    }

    /** Starts a load that shares its core with the venues, and waits until its connections are open. */
    LoadProcess load(String name, WireLoadPlan plan) throws IOException, InterruptedException {
        return load(name, plan, Order.Turn.SHARED);
    }

    /** The same, with a say in who runs first on the core. */
    LoadProcess load(String name, WireLoadPlan plan, Order.Turn turn) throws IOException, InterruptedException {
        Child child = launcher.start(new Order(
                name,
                settings.loadCore(),
                turn,
                plan.connections() + SPARE_DESCRIPTORS,
                List.of(LOAD_HEAP, "-Dio.netty.allocator.maxCachedBufferCapacity=" + MIB),
                LoadMain.class,
                List.of()));
        return new LoadProcess(child, plan);
    }
}
