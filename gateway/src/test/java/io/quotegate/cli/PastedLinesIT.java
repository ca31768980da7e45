package io.quotegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotegate.api.Right;
import io.quotegate.app.Gateway;
import io.quotegate.auth.TokenFile;
import io.quotegate.cli.serve.Announcement;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines that a gateway and the README offer to be pasted into a shell, in a shell. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastedLinesIT {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| `([a-z][^`]*)`");
    private static final Pattern FENCED =
            Pattern.compile("(?m)^(curl '[^']*'|java -jar \\S+ (?:convert|indicators|files list)[^#\n]*)");
    private static final Pattern PROGRAM = Pattern.compile("(?:^|\\| *)([a-z0-9]+) ");
    private static final String JAR = "java -jar gateway/target/quotegate.jar";

    private SimulatedVenue venue;
    private Gateway gateway;
    private Gateway guarded; // by a token
    private String token = "";
    private Path tls;

    @BeforeAll
    void start(@TempDir Path offered, @TempDir Path certificates, @TempDir Path secrets) throws Exception {
        tls = certificates;
        venue = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
        gateway = OkxGateways.start(venue, offered, "tls.dir=" + certificates);
        TokenFile tokens = new TokenFile(secrets.resolve("tokens"));
        token = tokens.add("alice", Right.USUAL);
        guarded = OkxGateways.start(venue, offered, "tls.dir=" + certificates, "auth.tokens-file=" + tokens.path());
        for (Gateway each : List.of(gateway, guarded)) {
            awaitQuotes(each);
        }
    }

    private void awaitQuotes(Gateway each) throws Exception {
        String get = JAR + " get BTC-USDT --token " + token + " --port "
                + each.address().getPort();
        while (!runToItsEnd(ours(get)).contains("BTC-USDT")) {
            TimeUnit.MILLISECONDS.sleep(50); // until there is a first quote
        }
    }

    @AfterAll
    void stop() {
        guarded.close();
        gateway.close();
        venue.close();
    }

    Stream<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path authority : Arrays.asList(null, tls.resolve("cert.pem"))) {
            for (Announcement said : List.of(
                    new Announcement(gateway.address(), authority, null),
                    new Announcement(guarded.address(), authority, token))) {
                said.lines().forEach(line -> lines.add(line.command()));
            }
        }
        String connect = section(Files.readString(README), "## Connect");
        for (MatchResult row : ROW.matcher(connect).results().toList()) {
            String line = row.group(1).replace("\\|", "|");
            lines.add(line);
        }
        FENCED.matcher(connect)
                .results()
                .forEach(line -> lines.add(line.group(1).strip()));
        return lines.stream()
                .map(line -> line.replaceAll(
                                "(127.0.0.1|localhost)([: ])8080",
                                "$1$2" + gateway.address().getPort())
                        .replace("data/demo/tls", tls.toString()));
    }

    private static String section(String text, String heading) {
        int at = text.indexOf(heading);
        return text.substring(at, text.indexOf("\n## ", at + 1));
    }

    @Test
    void areFoundInBothPlaces() throws IOException {
        assertThat(lines()).hasSizeGreaterThan(32).anyMatch(line -> line.contains("nc -N"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void answersAndEnds(String line) throws Exception {
        for (MatchResult program : PROGRAM.matcher(line).results().toList()) {
            assumeTrue(isThere(program.group(1)), program.group(1) + " is not there");
        }
        String expected = expected(line);
        if (line.contains("curl -N") || line.contains(" watch ")) {
            assertThat(firstOf(ours(line), expected)).contains(expected);
        } else {
            assertThat(runToItsEnd(ours(line))).contains(expected).doesNotContain("\"code\":");
        }
    }

    private static String expected(String line) {
        if (line.contains("ping")) {
            return "pong";
        }
        if (line.matches(".*073.*auth.*")) {
            return "authenticated";
        }
        return line.contains("MARKET")
                ? "Bitcoin"
                : line.matches(".*/(candles|trades)/.*") ? "[" : line.matches(".*(files|convert).*") ? "e" : "BTC-USDT";
    }

    /** npx would fetch from the Internet what it is to run. */
    private static boolean isThere(String program) throws Exception {
        return !program.equals("npx")
                && new ProcessBuilder("sh", "-c", "command -v " + program)
                                .start()
                                .waitFor()
                        == 0;
    }

    /** The line with our classes in place of the jar, which may not be built yet. */
    private String ours(String line) {
        String port = line.startsWith("java") && !line.contains("--port")
                ? " --port " + gateway.address().getPort()
                : "";
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return line.replace(
                        JAR,
                        java + " -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED " + Main.class.getName())
                + port;
    }

    private static Process shell(String line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static String runToItsEnd(String line) throws Exception {
        Process process = shell(line);
        try {
            String shown = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(line).isTrue();
            return shown;
        } finally {
            end(process);
        }
    }

    private static String firstOf(String line, String expected) throws IOException {
        Process process = shell(line);
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String shown = out.readLine();
            while (shown != null && !shown.contains(expected)) {
                shown = out.readLine();
            }
            return String.valueOf(shown);
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
