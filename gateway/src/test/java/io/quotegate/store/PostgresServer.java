package io.quotegate.store;

import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of the machine's own package, with a fresh database, for as long as a test runs. */
final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final List<String> USERS = List.of("postgres", "nobody");

    private final Path binaries;
    private final Path directory;
    private final int port;
    private final @Nullable String user; // whom to run as, because PostgreSQL does not run as root

    private PostgresServer(Path binaries, Path directory, int port, @Nullable String user) {
        this.binaries = binaries;
        this.directory = directory;
        this.port = port;
        this.user = user;
    }

    /** Where the server's programs are; null if it is not installed. */
    static @Nullable Path installed() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /** Starts a server on a free port of the loopback interface. */
    static PostgresServer start(Path binaries) throws IOException, InterruptedException {
        boolean root = System.getProperty("user.name").equals("root");
        String user = root ? userThatExists() : null;
        Path directory = Files.createTempDirectory("quotegate-postgresql");
        PostgresServer server = new PostgresServer(binaries, directory, Fork.port(), user);
        if (user != null) {
            run(List.of("chown", user, directory.toString()));
        }
        server.runAsUser("initdb", "-D", directory + "/data", "-U", "quotegate", "-A", "trust", "-E", "UTF8", "-N");
        server.up();
        return server;
    }

    private static String userThatExists() throws IOException {
        List<String> known = Files.readAllLines(Path.of("/etc/passwd"));
        return USERS.stream()
                .filter(user -> known.stream().anyMatch(line -> line.startsWith(user + ':')))
                .findFirst()
                .orElseThrow();
    }

    void up() throws IOException, InterruptedException {
        String options = "-p " + port + " -k " + directory + " -c listen_addresses=127.0.0.1";
        runAsUser(
                "pg_ctl",
                "-D",
                directory + "/data",
                "-l",
                directory + "/log",
                "-o",
                options,
                "-w",
                "-t",
                "30",
                "start");
    }

    /** Stops it as a crash would. */
    void down() throws IOException, InterruptedException {
        runAsUser("pg_ctl", "-D", directory + "/data", "-m", "immediate", "-w", "stop");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=quotegate";
    }

    private void runAsUser(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (user != null) {
            command.addAll(List.of("runuser", "-u", user, "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("quotegate", ".out");
        Process process = new ProcessBuilder(command)
                .directory(new java.io.File("/"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
        }
        Files.delete(output);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        down();
        run(List.of("rm", "-rf", directory.toString()));
    }
}
