package io.quotegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Tokens made and shown by commands, as a user would type them. */
@Timeout(120)
class TokenCommandsIT {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String file = "";

    @BeforeEach
    void name() {
        file = directory.resolve("tokens").toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private String add(String... arguments) {
        assertThat(run(arguments)).as(err.toString()).isZero();
        return out.toString().strip();
    }

    @Test
    void makeListAndRevokeTokens() throws IOException {
        String alice = add("token", "add", "alice", "--file", file);
        assertThat(alice).as("and nothing else").matches("qg_[A-Za-z0-9]{32}");
        assertThat(err.toString())
                .isEqualTo("alice in " + file + ": quotes, files, interactive, relay, metrics; it is not shown again"
                        + System.lineSeparator());
        assertThat(add("token", "add", "bob", "--rights", "files,admin", "--file", file))
                .isNotEqualTo(alice);
        assertThat(run("token", "list", "--file", file)).isZero();
        assertThat(out.toString().lines().toList()).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).matches("name +created +rights");
            assertThat(lines.get(1)).startsWith("alice ").endsWith(" quotes,files,interactive,relay,metrics");
            assertThat(lines.get(2)).startsWith("bob ").endsWith(" files,admin");
        });
        assertThat(run("token", "list", "--json", "--file", file)).isZero();
        assertThat(out.toString()).contains("{\"name\":\"bob\",\"rights\":[\"files\",\"admin\"],\"created\":\"");
        assertThat(out.toString()).doesNotContain(alice).doesNotContain(alice.substring(3));
        assertThat(run("token", "revoke", "alice", "--file", file)).isZero();
        assertThat(run("token", "list", "--json", "--file", file)).isZero();
        assertThat(out.toString()).doesNotContain("alice");
        assertThat(Files.readString(Path.of(file))).contains("bob").doesNotContain("alice");
    }

    @Test
    void sayWhatIsWrong() {
        assertThat(run("token")).isEqualTo(ExitCode.USAGE);
        assertThat(run("token", "add")).isEqualTo(ExitCode.USAGE);
        assertThat(run("token", "add", "a/b", "--file", file)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("quotegate: NAME: a/b (expected: 1 to 64 letters, digits and . _ @ -");
        assertThat(run("token", "add", "alice", "--rights", "quotes,all", "--file", file))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("quotegate: --rights: all (expected: some of quotes, files,");
        assertThat(run("token", "list", "--file", file)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("is not there (expected: made by quotegate token add NAME --file " + file);
        add("token", "add", "alice", "--file", file);
        assertThat(run("token", "add", "alice", "--file", file)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString())
                .startsWith("quotegate: " + file + ": has a token called alice (expected: another name");
        assertThat(run("token", "revoke", "carol", "--file", file)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString())
                .isEqualTo("quotegate: " + file + ": has no token called carol" + System.lineSeparator());
        assertThat(run("token", "list")).as("of no file").isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--file: missing (expected: a file, as auth.tokens-file is not set either)");
    }

    @Test
    void areShownByEveryCommand() throws IOException {
        String token = add("token", "add", "alice", "--file", file);
        String few = add("token", "add", "bob", "--rights", "metrics", "--file", file);
        Path offered = Files.createDirectories(directory.resolve("files"));
        Files.writeString(offered.resolve("hello.txt"), "hello");
        try (SimulatedVenue venue =
                        SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
                Gateway gateway = OkxGateways.start(venue, offered, "auth.tokens-file=" + file)) {
            String port = String.valueOf(gateway.address().getPort());
            while (run("get", "BTC-USDT", "--port", port, "--token", token) != 0) {
                assertThat(err.toString()).contains("no quote of BTC-USDT yet");
            }
            for (List<String> command : List.of(
                    List.of("get", "BTC-USDT", "--protocol", "tcp"),
                    List.of("get", "BTC-USDT", "--protocol", "ws"),
                    List.of("get", "BTC-USDT", "--protocol", "grpc"),
                    List.of("get", "BTC-USDT", "--protocol", "http"),
                    List.of("pairs"),
                    List.of("venues"),
                    List.of("candles", "BTC-USDT"),
                    List.of("trades", "BTC-USDT"),
                    List.of("winners"),
                    List.of("status"),
                    List.of("indicators", "BTC-USDT"),
                    List.of("convert", "1", "EUR", "USD"),
                    List.of("files", "list"),
                    List.of(
                            "files",
                            "get",
                            "hello.txt",
                            "--to",
                            directory.resolve("to").toString()))) {
                assertThat(run(with(command, port, token)))
                        .as("%s: %s", command, err)
                        .isZero();
                assertThat(run(with(command, port, token + 'x')))
                        .as("%s", command)
                        .isEqualTo(ExitCode.SOFTWARE);
                assertThat(err.toString())
                        .as("%s", command)
                        .startsWith("quotegate: ")
                        .contains("not valid")
                        .doesNotContain(token);
                assertThat(run(with(command, port, null))).as("%s", command).isEqualTo(ExitCode.SOFTWARE);
                assertThat(err.toString()).as("%s", command).contains("no token was shown");
                assertThat(run(with(command, port, few))).as("%s", command).isEqualTo(ExitCode.SOFTWARE);
                assertThat(err.toString()).as("%s", command).contains("bob has not the right that this needs: ");
            }
            for (String target : List.of("ws://%s/courses", "ws://%s/v1/stream", "http://%s/v1/quotes", "tcp://%s")) {
                String url = String.format(java.util.Locale.ROOT, target, "127.0.0.1:" + port);
                List<String> load = List.of("load", "--target", url, "--rate", "100", "--duration", "1s");
                run(with(load, null, token)); // however many of them the machine can
                assertThat(out.toString()).as("%s: %s", url, err).containsPattern("answered +[1-9]");
                assertThat(out.toString()).as(url).containsPattern("errors +0\\R");
                assertThat(run(with(load, null, token + 'x'))).as("%s", url).isEqualTo(ExitCode.SOFTWARE);
            }
        }
    }

    private static String[] with(
            List<String> command,
            @org.jspecify.annotations.Nullable String port,
            @org.jspecify.annotations.Nullable String token) {
        List<String> all = new java.util.ArrayList<>(command);
        if (port != null) {
            all.addAll(List.of("--port", port));
        }
        if (token != null) {
            all.addAll(List.of("--token", token));
        }
        return all.toArray(String[]::new);
    }
}
