package io.quotegate.bench.chaos.run;

import io.quotegate.bench.chaos.fault.Fault;
import io.quotegate.bench.chaos.fault.FaultKind;
import io.quotegate.bench.chaos.fault.Link;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.process.Launcher;
import io.quotegate.bench.wire.process.Launcher.Order;
import io.quotegate.cli.Main;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A simulated venue and the link to it. For one thread, but for {@link #isHonest} and {@link #darkMs}. */
final class VenueProcess {
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final Pattern LISTENS = Pattern.compile("listens on 127\\.0\\.0\\.1:([0-9]+)");
    private static final long HONEST_AFTER_NS = TimeUnit.SECONDS.toNanos(5); // what waited has come by then
    private static final List<String> FAULTS = List.of(
            "disconnect", "reset", "freeze", "slow", "garbage", "half-frame", "refuse", "duplicate", "reorder", "gap");

    private final Launcher launcher;
    private final Venue venue;
    private final long seed;
    private final Link link;
    private Child child;
    private int port;

    // Written by one thread, read by another, each by itself.
    private volatile long darkSinceNs; // nothing can come since then; 0 where something can
    private volatile boolean slowed; // what comes may be old, as a fault or the link has it
    private volatile long slowedNs = System.nanoTime() - HONEST_AFTER_NS; // when it was so last

    VenueProcess(Launcher launcher, Venue venue, long seed) throws IOException, InterruptedException {
        this.launcher = launcher;
        this.venue = venue;
        this.seed = seed;
        link = new Link(venue.wireName(), Link.Toward.OPENER);
        child = start();
    }

    private Child start() throws IOException, InterruptedException {
        List<String> arguments = List.of("sim", venue.wireName(), "--port", "0", "--seed", String.valueOf(seed));
        Child started = launcher.start(Order.of(
                venue.wireName(), Order.ANY_CORE, List.of("-Xmx256m", "-XX:+UseSerialGC"), Main.class, arguments));
        port = Integer.parseInt(started.await(LISTENS, WITHIN));
        link.lead(port);
        return started;
    }

    Venue venue() {
        return venue;
    }

    int port() {
        return port;
    }

    int linkPort() {
        return link.port();
    }

    void begin(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case VENUE_KILLED -> {
                link.lead(0);
                child.kill();
                darkSinceNs = System.nanoTime();
            }
            case VENUE_STOPPED -> {
                slowed = true; // what it had sent before comes when it goes on
                child.signal("STOP");
                darkSinceNs = System.nanoTime();
            }
            case VENUE_FAULT -> {
                slowed = true;
                String kind = FAULTS.get(fault.choice() % FAULTS.size());
                Web.post(port, "/_sim/fault", "{\"kind\":\"" + kind + "\",\"for\":\"" + (fault.forMs() + 1) + "ms\"}");
            }
            default -> {
                slowed = fault.kind() == FaultKind.SLOW || fault.kind() == FaultKind.FREEZE; // what waited comes late
                link.begin(fault);
                if (fault.kind() == FaultKind.FREEZE || fault.kind() == FaultKind.HALF_OPEN) {
                    darkSinceNs = System.nanoTime();
                }
            }
        }
    }

    void end(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case VENUE_KILLED -> child = start();
            case VENUE_STOPPED -> child.signal("CONT");
            default -> link.heal();
        }
        darkSinceNs = 0;
        if (slowed) {
            slowedNs = System.nanoTime();
        }
        slowed = false;
    }

    /** For how long nothing could come from it. */
    long darkMs() {
        long since = darkSinceNs;
        return since == 0 ? 0 : (System.nanoTime() - since) / 1_000_000;
    }

    /** Whether what comes is told at once. */
    boolean isHonest() {
        return !slowed && System.nanoTime() - slowedNs >= HONEST_AFTER_NS;
    }
}
