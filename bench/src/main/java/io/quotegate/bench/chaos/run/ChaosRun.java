package io.quotegate.bench.chaos.run;

import io.quotegate.bench.chaos.fault.Fault;
import io.quotegate.bench.chaos.fault.FaultKind;
import io.quotegate.bench.chaos.fault.Target;
import io.quotegate.bench.wire.process.Launcher;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway, its venues and its clients, each a process, to which a plan of faults is done; what must hold is looked at
 * all the while and at the end. For one thread.
 */
public final class ChaosRun implements AutoCloseable {
    private static final int LOOK_EVERY_MS = 500;
    private static final int HEARTBEAT_S = 2;
    private static final int HEARTBEATS_OF_SLACK = 4; // who is late by less is not taken for gone
    private static final int SETTLE_TRIES = 900;
    private static final int SETTLE_EVERY_MS = 100;
    /** Opened when first needed and kept ever after: 18 recordings, the store's files, connections to venues that were out. */
    private static final int MORE_DESCRIPTORS = 40;

    private static final int MORE_THREADS = 24;
    /** 256 of heap, as much of direct memory, and the JVM's own. */
    private static final int MOST_MIB = 1024;

    private static final long RECORDED_AGAIN_MS = 62_000; // a recorder whose disk failed tries again in a minute

    private final Path directory;
    private final Consumer<String> progress;
    private final Launcher launcher;
    private final Verdict verdict = new Verdict();
    private final Told told;
    private final Witness witness;
    private final long heartbeatS;
    private final List<VenueProcess> venues = new ArrayList<>();
    private final Map<Target, ClientProcess> clients = new LinkedHashMap<>();
    private final Map<String, Long> acknowledged = new TreeMap<>();
    private final Prober prober;
    private @Nullable GatewayProcess gateway;
    private long fullSinceMs;
    private long mostMib; // that a gateway had
    private int keepingLooks; // that are left to find what it kept over a kill; 0 if it was found

    /**
     * Starts the processes.
     *
     * @param directory where logs and data are kept
     * @param processes of clients
     * @param slack     how much later than it should the gateway may find out that a venue is silent
     * @param progress  hears one line per step
     */
    public ChaosRun(Path directory, int processes, Duration slack, Consumer<String> progress)
            throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory).toAbsolutePath();
        this.progress = progress;
        told = new Told(slack);
        witness = new Witness(told, verdict);
        heartbeatS = Math.max(HEARTBEAT_S, slack.toSeconds() / HEARTBEATS_OF_SLACK);
        launcher = new Launcher(directory.resolve("processes"));
        for (Venue venue : Venue.values()) {
            venues.add(new VenueProcess(launcher, venue, venue.code()));
        }
        for (int i = 0; i < processes; i++) {
            Target target = Target.clients(i);
            clients.put(target, new ClientProcess(launcher, target.name(), verdict, acknowledged));
        }
        prober = new Prober(venues, told, verdict, slack);
        startGateway();
        for (ClientProcess client : clients.values()) {
            client.start();
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
        List<String> sets = List.of(
                "server.event-loops=2",
                "server.heartbeat=" + heartbeatS + "s",
                "feeds.max-backoff=2s",
                "feeds.fail-back-after=3s",
                "files.dir=" + files(),
                "store.path=" + directory.resolve("data/quotegate.db"),
                "venues.okx.ws=ws://127.0.0.1:" + linkPort(Venue.OKX) + "/ws/v5/public",
                "venues.okx.rest=http://127.0.0.1:" + linkPort(Venue.OKX),
                "venues.binance.ws=ws://127.0.0.1:" + linkPort(Venue.BINANCE),
                "venues.binance.rest=http://127.0.0.1:" + linkPort(Venue.BINANCE),
                "venues.okx.simulated=true",
                "venues.binance.simulated=true");
        sets.forEach(set -> arguments.addAll(List.of("--set", set)));
        return arguments;
    }

    private void startGateway() throws IOException, InterruptedException {
        gateway = GatewayProcess.start(launcher, arguments());
        witness.follow(gateway().port());
        clients.values().forEach(client -> client.lead(gateway().port()));
    }

    private Path files() {
        return directory.resolve("data/files");
    }

    private int linkPort(Venue venue) {
        return venues.get(venue.code()).linkPort();
    }

    private GatewayProcess gateway() {
        if (gateway == null) {
            throw new IllegalStateException("the gateway was not started");
        }
        return gateway;
    }

    private record Action(long atMs, Fault fault, boolean begins) {}

    /** Does all that is planned, and returns what was broken first; null if everything held. */
    public @Nullable String run(List<Fault> plan) throws IOException, InterruptedException {
        PriorityQueue<Action> actions = new PriorityQueue<>(Comparator.comparingLong(Action::atMs));
        for (Fault fault : plan) {
            actions.add(new Action(fault.atMs(), fault, true));
            actions.add(new Action(fault.endMs() + 1, fault, false));
        }
        long startNs = System.nanoTime();
        while (!actions.isEmpty() && verdict.first() == null) {
            Action next = actions.peek();
            long waitMs = next.atMs() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            if (waitMs > 0) {
                look();
                TimeUnit.MILLISECONDS.sleep(Math.min(waitMs, LOOK_EVERY_MS));
                continue;
            }
            actions.remove();
            long beganNs = System.nanoTime();
            act(next);
            startNs += System.nanoTime() - beganNs; // faults last as long as planned, however long a start takes
        }
        if (verdict.first() == null) {
            settle();
        }
        return verdict.first();
    }

    private void look() throws IOException, InterruptedException {
        clients.values().forEach(ClientProcess::listen);
        prober.probe(gateway().port());
        if (keepingLooks > 0) {
            keepingLooks = Keepings.look(gateway().port(), told, verdict, keepingLooks);
        }
    }

    private void act(Action action) throws IOException, InterruptedException {
        Fault fault = action.fault();
        if (action.begins()) {
            progress.accept(fault.toString());
        }
        if (fault.target().equals(Target.GATEWAY)) {
            actOnGateway(fault, action.begins());
            return;
        }
        ClientProcess client = clients.get(fault.target());
        for (VenueProcess venue : venues) {
            if (fault.target().equals(Target.of(venue.venue()))) {
                if (action.begins()) {
                    venue.begin(fault);
                } else {
                    venue.end(fault);
                    if (fault.kind() == FaultKind.VENUE_KILLED) {
                        told.onVenueBegunAnew(venue.venue().wireName(), System.currentTimeMillis());
                    }
                }
            }
        }
        if (client != null && action.begins()) {
            client.begin(fault);
        } else if (client != null) {
            client.end(fault);
        }
    }

    private void actOnGateway(Fault fault, boolean begins) throws IOException, InterruptedException {
        if (fault.kind() == FaultKind.DISK_FULL) {
            gateway().limitFiles(begins);
            if (begins) {
                fullSinceMs = System.currentTimeMillis();
            } else {
                told.onUnkept(fullSinceMs, System.currentTimeMillis() + RECORDED_AGAIN_MS);
            }
        } else if (begins) {
            checkProcess();
            witness.follow(0);
            told.onKilled();
            gateway().kill();
            clients.values().forEach(client -> client.lead(0));
            startGateway();
            keepingLooks =
                    Keepings.LOOKS; // not at once: what the venues tell better waits until one of them can be asked
        }
    }

    /** The faults are over: everything must be whole again, and nothing left of those who came and went. */
    private void settle() throws IOException, InterruptedException {
        progress.accept("no more faults");
        look();
        prober.compareWithVenues(gateway().port());
        for (ClientProcess client : clients.values()) {
            client.collect();
            client.stop();
        }
        acknowledged.forEach((text, atMs) -> {
            if (told.missed(text, atMs)) {
                verdict.broken("acknowledged, and not heard in the room: " + text);
            }
        });
        witness.close();
        awaitNothingLeft();
        checkProcess();
        gateway().collectGarbage();
        look(); // the detector tells of what was lost when the next buffer is taken
        gateway().collectGarbage();
        look();
        gateway().stop();
        gateway = GatewayProcess.start(launcher, arguments()); // which completes recordings that were left
        Keepings.check(gateway().port(), told, verdict);
        Keepings.checkRecordings(files(), told, verdict);
        gateway().stop();
        checkLogs();
    }

    private void awaitNothingLeft() throws IOException, InterruptedException {
        String left = "";
        for (int i = 0; i < SETTLE_TRIES; i++) {
            left = left();
            if (left.isEmpty()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(SETTLE_EVERY_MS);
        }
        verdict.broken("left when all clients have gone: " + left);
    }

    private String left() throws IOException, InterruptedException {
        double connections = Web.metric(gateway().port(), "quotegate_connections");
        int descriptors = gateway().moreDescriptors();
        int threads = gateway().moreThreads();
        boolean clean = connections <= 2 && descriptors <= MORE_DESCRIPTORS && threads <= MORE_THREADS; // our own two
        return clean
                ? ""
                : connections + " connections, " + descriptors + " descriptors and " + threads + " threads more";
    }

    /** Before it is killed, or at the end: every loop must live, in no more memory than it may have. */
    private void checkProcess() throws IOException {
        Set<String> dead = gateway().deadLoops();
        if (!dead.isEmpty()) {
            verdict.broken("threads have ended: " + String.join(", ", dead));
        }
        mostMib = Math.max(mostMib, gateway().mostMib());
        if (mostMib > MOST_MIB) {
            verdict.broken("memory: " + mostMib + " MiB (expected: at most " + MOST_MIB + ')');
        }
    }

    private void checkLogs() throws IOException {
        try (var logs = Files.newDirectoryStream(directory.resolve("processes"), "gateway-*.log")) {
            for (Path log : logs) {
                for (String line : Files.readAllLines(log)) {
                    if (Stream.of("LEAK:", "Exception in thread", "OutOfMemory").anyMatch(line::contains)) {
                        verdict.broken(log.getFileName() + ": " + line);
                    }
                }
            }
        }
    }

    /** What each kind of client heard, and how its connections ended. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add("the witness was told " + told.counts() + "; " + acknowledged.size() + " texts were acknowledged");
        lines.add("a gateway had " + mostMib + " MiB at most");
        clients.forEach((target, client) -> {
            client.heard().forEach((what, count) -> lines.add(target + " heard " + count + " messages by " + what));
            client.ended().forEach((what, count) -> lines.add(target + " ended " + count + " times: " + what));
        });
        return lines;
    }

    @Override
    public void close() throws IOException {
        witness.close();
        launcher.close();
    }
}
