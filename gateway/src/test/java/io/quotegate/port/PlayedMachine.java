package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.testkit.OurJvm;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A machine of a {@link PlayedNetwork}, and the commands of ours that run on it. One thread. */
final class PlayedMachine implements AutoCloseable {
    private static final int PORT = 8080;
    private static final int ENOUGH_S = 60;
    private static final Pattern DRIVER = Pattern.compile("embedded, in (/\\S*quotegate-aeron-[0-9a-f-]+)");

    private final Program ip;
    private final String namespace;
    private final String name;
    private final String address;
    private final Path directory;
    private final List<Process> processes = new ArrayList<>(); // the newest last
    private final List<Path> logs = new ArrayList<>();

    PlayedMachine(Program ip, String namespace, String name, String address, Path directory) {
        this.ip = ip;
        this.namespace = namespace;
        this.name = name;
        this.address = address;
        this.directory = directory;
    }

    String namespace() {
        return namespace;
    }

    String name() {
        return name;
    }

    /** Its own on the network. */
    String address() {
        return address;
    }

    /** Of a gateway on it. */
    InetSocketAddress gateway() {
        return new InetSocketAddress(address, PORT);
    }

    /** Starts {@code quotegate serve} with {@code sets}. */
    void serve(String... sets) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "server.bind=" + address,
                "server.allow-anonymous=true",
                "server.port=" + PORT,
                "files.record=false",
                "store.path=none"));
        all.addAll(List.of(sets));
        start("serve", all.toArray(String[]::new));
    }

    /** Starts a command; {@code words} that are settings go behind {@code --set}. */
    void start(String command, String... words) throws IOException {
        Path log = directory.resolve(name + '-' + logs.size() + ".log");
        List<String> line = new ArrayList<>(List.of(ip.file().toString(), "netns", "exec", namespace));
        line.addAll(OurJvm.quotegate(
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-Dlogback.configurationFile=logback.xml")); // not that of tests, which says nothing
        line.addAll(List.of(command.split(" ")));
        for (String word : words) {
            line.addAll(List.of("--set", word));
        }
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("QUOTEGATE_"));
        logs.add(log);
        processes.add(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    }

    /** What the command that was started last has said. */
    String said() {
        try {
            return Files.readString(logs.get(logs.size() - 1), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether it runs; one that ended by itself will never do what a test waits for. */
    void assertRunning() {
        assertThat(processes.get(processes.size() - 1).isAlive())
                .as("%s runs: %s", name, said())
                .isTrue();
    }

    /** Sends the command that was started last a signal, such as {@code STOP}. */
    void signal(String signal) throws IOException, InterruptedException {
        long pid = processes.get(processes.size() - 1).pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Waits until it has ended. */
    void awaitEnd() throws InterruptedException {
        assertThat(processes.get(processes.size() - 1).waitFor(ENOUGH_S, TimeUnit.SECONDS))
                .as("%s ends: %s", name, said())
                .isTrue();
    }

    /** What its gateway answers; nothing where there is none. */
    String get(String path) {
        try (RawSocket socket = new RawSocket(gateway())) {
            return socket.send("GET " + path + " HTTP/1.0\r\n\r\n").readToEnd();
        } catch (IOException e) {
            return "";
        }
    }

    /** A counter or gauge of its gateway. */
    double metric(String metric) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(metric + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                .sum();
    }

    /** Ends everything at once, and takes away what that leaves. */
    @Override
    public void close() throws IOException, InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        for (Path log : logs) {
            Matcher driver = DRIVER.matcher(Files.readString(log, UTF_8));
            if (driver.find()) {
                remove(Path.of(driver.group(1)));
            }
        }
    }

    private static void remove(Path driver) throws IOException {
        if (Files.exists(driver)) {
            try (Stream<Path> files = Files.walk(driver)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
