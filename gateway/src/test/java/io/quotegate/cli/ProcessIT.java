package io.quotegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.OurJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How commands behave as processes: how they end, and what they do when nobody reads them any more. */
@Timeout(180)
class ProcessIT {
    private static final int ENOUGH_S = 120;
    private static final String CLASSES = "classes"; // that were loaded

    @TempDir
    private Path home;

    /** A command of ours as a shell runs it, with {@code "$@"} for it. */
    private Process shell(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(OurJvm.quotegate("-Xlog:class+load:file=" + home.resolve(CLASSES)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("QUOTEGATE_SERVER_WARM_UP", "200ms"); // does not take long, and is tried
        return builder.start();
    }

    /** What it said beside what JDKs since 24 say of libraries. */
    private static String said(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), UTF_8).replaceAll("(?m)^WARNING: .*\n", "");
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(ENOUGH_S, TimeUnit.SECONDS)).as("ends").isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @CsvSource({"TERM,sim okx", "INT,sim binance", "TERM,demo", "INT,demo"})
    void endsWithZeroWhenItIsToldToEnd(String signal, String command) throws Exception {
        Process process = shell("exec env --default-signal=INT \"$@\" --port 0", command.split(" "));
        try {
            BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            await(out, "listens on");
            signal(process, signal);
            assertThat(end(process)).isZero();
            assertThat(said(process)).doesNotContain("Exception", "AtomicBuffer", "already registered");
            assertThat(Files.readString(home.resolve(CLASSES)))
                    .as("without a cluster nothing of Aeron is loaded, and so nothing started")
                    .contains(" io.quotegate.")
                    .doesNotContain(" io.aeron.");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void readsItsConfigurationAgainWhenItIsHungUpOn() throws Exception {
        Path file = Files.createDirectories(home.resolve("config")).resolve("quotegate.yaml");
        Files.writeString(file, "limits:\n  subscriptions: 5\n");
        Process process =
                shell("exec env --default-signal=HUP \"$@\" --port 0 2>&1", "demo", "--set", "log.format=json");
        try {
            BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            await(out, "listens on");
            Files.writeString(file, "limits:\n  subscriptions: 6\nfanout:\n  ring-quotes: 1024\n");
            signal(process, "HUP");
            assertThat(await(out, "read again"))
                    .contains("taken up limits.subscriptions; only a restart takes up fanout.ring-quotes");
            Files.writeString(file, "limits:\n  subscription: 7\n");
            signal(process, "HUP");
            assertThat(await(out, "read again")).contains("not taken up").contains("did you mean");
            signal(process, "TERM");
            assertThat(end(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130"})
    void endsAtOnceWhenItIsToldTwice(String signal, int exitCode) throws Exception {
        String[] demo = {"demo", "--set", "server.drain=1h", "--set", "log.format=json"};
        Process process = shell("exec env --default-signal=INT \"$@\" --port 0 2>&1", demo);
        try {
            BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            String said = await(out, "listens on");
            int port = Integer.parseInt(said.substring(said.lastIndexOf(':') + 1));
            try (Socket client = new Socket("127.0.0.1", port)) {
                client.getOutputStream().write("{\"op\":\"ping\"}".getBytes(UTF_8));
                assertThat(client.getInputStream().read()).isEqualTo('{');
                signal(process, "TERM");
                await(out, "ending the connections");
                signal(process, signal);
                assertThat(end(process)).isEqualTo(exitCode);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void demonstratesTokensWithOneThatIsValidWhileItRuns() throws Exception {
        Process process = shell("exec \"$@\" --port 0", "demo", "--tokens");
        try {
            BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            String said = await(out, "listens on");
            String url = "http://127.0.0.1:" + said.substring(said.lastIndexOf(':') + 1) + "/v1/pairs";
            String line = await(out, "  token ");
            String token = line.substring(line.lastIndexOf(' ') + 1);
            assertThat(status(url, "")).isEqualTo(401);
            assertThat(status(url, token)).isEqualTo(200);
            Path tokens = home.resolve("data/demo/tokens");
            assertThat(Files.readString(tokens))
                    .contains("demo-" + process.pid())
                    .doesNotContain(token);
            signal(process, "TERM");
            assertThat(end(process)).isZero();
            assertThat(Files.readString(tokens)).doesNotContain("demo-");
        } finally {
            process.destroyForcibly();
        }
    }

    private static int status(String url, String token) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        return connection.getResponseCode();
    }

    /** The first line that contains {@code words}. */
    private static String await(BufferedReader out, String words) throws IOException {
        String line = out.readLine();
        while (line != null && !line.contains(words)) {
            line = out.readLine();
        }
        assertThat(line).as("a line with: %s", words).isNotNull();
        return line;
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(end(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start()))
                .isZero();
    }

    @Test
    void endsWithOneAndALineInWordsWhenItFails() throws Exception {
        Process process = shell("exec \"$@\"", "load", "--target", "ws://127.0.0.1:1/courses");
        assertThat(end(process)).isEqualTo(1);
        assertThat(said(process))
                .isEqualTo("quotegate: cannot load ws://127.0.0.1:1/courses: cannot connect: connection refused\n");
    }

    @Test
    void endsWithOneThoughToBeInterruptedWouldBeNoFailure() throws Exception {
        Process process = shell("exec \"$@\"", "watch", "BTC-USDT", "--port", "1");
        assertThat(end(process)).isEqualTo(1);
        assertThat(said(process)).isEqualTo("quotegate: cannot connect to 127.0.0.1:1: connection refused\n");
    }

    @Test
    void endsWithTwoForBadUsage() throws Exception {
        assertThat(end(shell("exec \"$@\"", "fly"))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"tcp", "ws", "grpc", "http"})
    void endsWithoutAWordWhenNobodyReadsItAnyMore(String protocol) throws Exception {
        try (SimulatedVenue venue =
                        SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
                Gateway gateway = OkxGateways.start(venue, home)) {
            String port = String.valueOf(gateway.address().getPort());
            String[] watch = {"watch", "BTC-USDT", "--json", "--port", port, "--protocol", protocol};
            Process process = shell("{ \"$@\"; echo \"$?\" >&2; } | head -n 2", watch);
            try {
                assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines())
                        .hasSize(2);
                assertThat(end(process)).isZero();
                assertThat(said(process)).isEqualTo("141\n");
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        }
    }
}
