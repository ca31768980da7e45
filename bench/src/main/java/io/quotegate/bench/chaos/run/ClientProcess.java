package io.quotegate.bench.chaos.run;

import io.quotegate.bench.chaos.client.ClientMain;
import io.quotegate.bench.chaos.fault.Fault;
import io.quotegate.bench.chaos.fault.Link;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.process.Launcher;
import io.quotegate.bench.wire.process.Launcher.Order;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of clients and the link by which they come. For one thread. */
final class ClientProcess {
    private static final Duration LEAVE_WITHIN = Duration.ofMinutes(1);

    private final Launcher launcher;
    private final String name;
    private final Link link;
    private final Verdict verdict;
    private final Map<String, Long> acknowledged;
    private final Map<String, Long> heard = new TreeMap<>();
    private final Map<String, Long> ended = new TreeMap<>();
    private @Nullable Child child;
    private int generation;

    /** @param acknowledged what the gateway acknowledged of the chat, and when, in milliseconds since the epoch */
    ClientProcess(Launcher launcher, String name, Verdict verdict, Map<String, Long> acknowledged) throws IOException {
        this.launcher = launcher;
        this.name = name;
        this.verdict = verdict;
        this.acknowledged = acknowledged;
        link = new Link(name, Link.Toward.UPSTREAM);
    }

    /** From now on they find the gateway there; nowhere for 0. */
    void lead(int gatewayPort) {
        link.lead(gatewayPort);
    }

    void start() throws IOException {
        generation++;
        child = launcher.start(Order.of(
                name,
                Order.ANY_CORE,
                List.of("-Xmx128m", "-XX:+UseSerialGC"),
                ClientMain.class,
                List.of(String.valueOf(link.port()), name + '-' + generation)));
    }

    void begin(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case CLIENTS_KILLED -> running().kill();
            case CLIENTS_STOPPED -> running().signal("STOP");
            case CLIENTS_LEAVE -> running().send("leave");
            default -> link.begin(fault);
        }
    }

    void end(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case CLIENTS_KILLED -> start();
            case CLIENTS_STOPPED -> running().signal("CONT");
            case CLIENTS_LEAVE -> {
                collect();
                running().close();
                start();
            }
            default -> link.heal();
        }
    }

    private Child running() {
        if (child == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return child;
    }

    /** Takes what they said since the last time. */
    void listen() {
        for (String line = running().poll(); line != null; line = running().poll()) {
            take(line);
        }
    }

    private void take(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "broken" -> verdict.broken(name + ": " + line.substring("broken ".length()));
            case "said" -> acknowledged.put(words[2], Long.parseLong(words[1]));
            case "heard" -> heard.merge(words[2], Long.parseLong(words[1]), Long::sum);
            case "ended" -> ended.merge(words[2], Long.parseLong(words[1]), Long::sum);
            default -> {
                // The end of a report.
            }
        }
    }

    /** Asks what they heard, and waits for it. */
    void collect() throws IOException, InterruptedException {
        running().send("report");
        long untilNs = System.nanoTime() + LEAVE_WITHIN.toNanos();
        while (System.nanoTime() < untilNs) {
            String line = running().poll();
            if (line == null) {
                TimeUnit.MILLISECONDS.sleep(10);
            } else if (line.startsWith("reported")) {
                return;
            } else {
                take(line);
            }
        }
    }

    Map<String, Long> heard() {
        return heard;
    }

    Map<String, Long> ended() {
        return ended;
    }

    /** All leave for good. */
    void stop() throws IOException {
        running().close();
        link.close();
    }
}
