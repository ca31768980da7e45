package io.quotegate.bench.chaos.run;

import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.process.Launcher;
import io.quotegate.bench.wire.process.Launcher.Order;
import io.quotegate.bench.wire.process.ProcessUse;
import io.quotegate.cli.Main;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway with Netty's leak detection on every buffer. For one thread, but for its port. */
final class GatewayProcess {
    private static final Duration WITHIN = Duration.ofMinutes(10);
    /** It is not while both venues are away, whose faults do not end while it is waited for. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);

    private static final Pattern LISTENS = Pattern.compile("listens on 127\\.0\\.0\\.1:([0-9]+)");
    private static final List<String> FLAGS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dio.netty.leakDetection.level=paranoid");
    private static final Pattern LOOP = Pattern.compile("(server|feed|history|recorder|store|relay)-[0-9]+");
    private static final int POLL_MS = 100;

    private final Child child;
    private final int port;
    private final int descriptors;
    private final int threads;
    private final Set<String> loops;

    private GatewayProcess(Child child, int port) throws IOException, InterruptedException {
        this.child = child;
        this.port = port;
        awaitReady();
        descriptors = openDescriptors();
        threads = liveThreads();
        loops = liveLoops();
    }

    /** Starts one and waits until it is ready, if it can be: what it holds then, before any client came, is what it may hold. */
    static GatewayProcess start(Launcher launcher, List<String> arguments) throws IOException, InterruptedException {
        Child child = launcher.start(Order.of("gateway", Order.ANY_CORE, FLAGS, Main.class, arguments));
        return new GatewayProcess(child, Integer.parseInt(child.await(LISTENS, WITHIN)));
    }

    private void awaitReady() throws IOException, InterruptedException {
        long untilNs = System.nanoTime() + READY_WITHIN.toNanos();
        while (Web.get(port, "/readyz").statusCode() != 200 && System.nanoTime() < untilNs) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    int port() {
        return port;
    }

    Path log() {
        return child.errors();
    }

    /** No file may grow, or any may again. */
    void limitFiles(boolean limited) throws IOException, InterruptedException {
        run("prlimit", "--pid", String.valueOf(child.pid()), "--fsize=" + (limited ? "0" : "unlimited") + ':');
    }

    /** Lets it find what was lost. */
    void collectGarbage() throws IOException, InterruptedException {
        run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(child.pid()), "GC.run");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command));
        }
    }

    int moreDescriptors() throws IOException {
        return openDescriptors() - descriptors;
    }

    int moreThreads() throws IOException {
        return liveThreads() - threads;
    }

    private int openDescriptors() throws IOException {
        return entries("fd");
    }

    private int liveThreads() throws IOException {
        return entries("task");
    }

    /** The threads that live as long as the gateway and have ended all the same. */
    Set<String> deadLoops() throws IOException {
        Set<String> dead = new TreeSet<>(loops);
        dead.removeAll(liveLoops());
        return dead;
    }

    private Set<String> liveLoops() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> tasks =
                Files.newDirectoryStream(Path.of("/proc", String.valueOf(child.pid()), "task"))) {
            for (Path task : tasks) {
                names.add(nameOf(task));
            }
        }
        names.removeIf(name -> !LOOP.matcher(name).matches());
        return names;
    }

    /** Empty if it has ended meanwhile. */
    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The most memory that it has had, all together, in MiB. */
    long mostMib() {
        return ProcessUse.mostRssBytes(child.pid()) >> 20;
    }

    private int entries(String directory) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(child.pid()), directory))) {
            return (int) all.count();
        }
    }

    void kill() throws InterruptedException {
        child.kill();
    }

    /** Asks it to end, and waits until it did. */
    void stop() {
        child.close();
    }
}
