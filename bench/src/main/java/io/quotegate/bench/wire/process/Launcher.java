package io.quotegate.bench.wire.process;

import io.quotegate.bench.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts children from the classes this process runs on, each on a core of its own where {@code taskset} is there, and
 * ends them all when this process ends. Any thread.
 */
public final class Launcher implements AutoCloseable {
    private static final String SETTINGS = "QUOTEGATE_"; // environment variables that would configure the gateway

    private static final List<String> RUSH = List.of("chrt", "-f", "1");

    private final Path logs;
    private final boolean pinning = isOnPath("taskset");
    private final boolean rushing = isOnPath("chrt") && Descriptors.succeeds("chrt", "-f", "1", "true");
    private final Set<Child> children = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

    /** @param logs where what children write to their errors is kept */
    public Launcher(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> children.forEach(Child::abandon), "children"));
    }

    /** Whether a command of this name can be run. */
    public static boolean isOnPath(String command) {
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "" : path).split(":", -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, command))) {
                return true;
            }
        }
        return false;
    }

    /** Whether children run on the core they are meant for. */
    public boolean isPinning() {
        return pinning;
    }

    /**
     * A child that is to be started.
     *
     * @param name        for its log and for messages
     * @param core        where it is to run
     * @param turn        whether it waits for others on its core
     * @param descriptors how many it needs, see {@link Descriptors#most}; 0 if the usual number will do
     * @param jvmFlags    beside those that the classes need
     * @param mainClass   one of this process's classes
     */
    public record Order(
            String name,
            int core,
            Turn turn,
            int descriptors,
            List<String> jvmFlags,
            Class<?> mainClass,
            List<String> arguments) {
        /** Where the scheduler pleases. */
        public static final int ANY_CORE = -1;

        /** Who runs when two on a core want to. */
        public enum Turn {
            /** The scheduler shares the core out. */
            SHARED,
            /** It runs at once, as on a core of its own, where that can be had ({@code chrt}). */
            FIRST
        }

        public Order {
            jvmFlags = List.copyOf(jvmFlags);
            arguments = List.copyOf(arguments);
        }

        /** An order that needs no more descriptors than usual. */
        public static Order of(
                String name, int core, List<String> jvmFlags, Class<?> mainClass, List<String> arguments) {
            return new Order(name, core, Turn.SHARED, 0, jvmFlags, mainClass, arguments);
        }
    }

    /** Starts a child. */
    public Child start(Order order) throws IOException {
        String file = order.name().replaceAll("[^A-Za-z0-9.=-]+", "_");
        Path errors =
                logs.resolve(file + '-' + count.incrementAndGet() + ".log").toAbsolutePath();
        ProcessBuilder builder =
                new ProcessBuilder(command(order)).directory(logs.toFile()); // where no configuration lies about
        builder.environment().keySet().removeIf(name -> name.startsWith(SETTINGS));
        Child child = new Child(order.name(), builder.start(), errors);
        children.add(child);
        return child;
    }

    /** What stands in front of a command that is to run on {@code core}; nothing where that cannot be had. */
    public List<String> pinned(int core) {
        return pinning ? List.of("taskset", "-c", String.valueOf(core)) : List.of();
    }

    private List<String> command(Order order) {
        List<String> command = new ArrayList<>();
        if (order.descriptors() > Descriptors.hardLimit()) {
            command.addAll(List.of("prlimit", "--nofile=" + order.descriptors(), "--"));
        }
        if (order.core() != Order.ANY_CORE) {
            command.addAll(pinned(order.core()));
        }
        if (order.turn() == Order.Turn.FIRST && rushing) {
            command.addAll(RUSH);
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(Jvm.OPENS, Jvm.NO_LEAK_DETECTION));
        command.addAll(order.jvmFlags());
        command.addAll(List.of("-cp", classPath(), order.mainClass().getName()));
        command.addAll(order.arguments());
        return command;
    }

    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(":", entries);
    }

    @Override
    public void close() {
        children.forEach(Child::close);
        children.clear();
    }
}
