package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.gateway.http.specification.Shapes;
import io.quotegate.testkit.OurJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, which has little of something, on venues that have enough. */
final class SmallGateway implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Path log;
    private final int port;

    /**
     * Starts it.
     *
     * @param shell what is said to the shell first, such as {@code ulimit -n 256}
     * @param jvm   options of its JVM
     */
    SmallGateway(
            Path directory, String shell, List<String> jvm, SimulatedVenue okx, SimulatedVenue binance, String... sets)
            throws IOException {
        log = directory.resolve("log");
        List<String> command = new ArrayList<>(List.of("bash", "-c", shell + "; exec \"$@\"", "bash"));
        command.addAll(OurJvm.quotegate(jvm.toArray(String[]::new)));
        command.addAll(List.of("serve", "--port", "0"));
        List<String> all = new ArrayList<>(List.of(
                "files.record=false",
                "store.path=none",
                "server.warm-up=0",
                "files.dir=" + directory.resolve("files"),
                "log.file=" + log,
                "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                "venues.okx.rest=http://127.0.0.1:" + okx.restPort(),
                "venues.binance.rest=http://127.0.0.1:" + binance.restPort(),
                "venues.okx.simulated=true",
                "venues.binance.simulated=true"));
        all.addAll(List.of(sets));
        all.forEach(set -> command.addAll(List.of("--set", set)));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        port = readPort();
    }

    private int readPort() throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return Integer.parseInt(address.group(1));
            }
        }
        throw new IOException("it did not start: " + said);
    }

    int port() {
        return port;
    }

    /** What it logged. */
    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    HttpResponse<String> get(String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(60))
                    .build();
            return Shapes.checked(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The sum of all values of a counter or gauge that {@code metrics} has under names that begin so. */
    static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
