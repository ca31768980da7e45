package io.quotegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.Right;
import io.quotegate.app.Gateway;
import io.quotegate.auth.TokenFile;
import io.quotegate.cli.serve.Announcement;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
            String watch = "java -jar gateway/target/quotegate.jar watch BTC-USDT --token " + token + " --port "
                    + each.address().getPort();
            shell().firstOf(watch, "BTC-USDT"); // until there is a first quote
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
        return lines.stream();
    }

    private PastedShell shell() {
        String port = String.valueOf(gateway.address().getPort());
        return new PastedShell(
                Path.of(".."),
                Map.of(
                        "(127.0.0.1|localhost)([: ])8080", "$1$2" + port,
                        "(java -jar \\S+ (?!.*--port)[^|]*[^| ])", "$1 --port " + port,
                        "data/demo/tls", tls.toString()));
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
        PastedShell.assumeProgramsOf(line);
        String expected = expected(line);
        if (line.contains("curl -N") || line.contains(" watch ")) {
            assertThat(shell().firstOf(line, expected)).contains(expected);
        } else {
            assertThat(shell().run(line)).contains(expected).doesNotContain("\"code\":");
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
}
