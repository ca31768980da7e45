package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example clients of {@code docs/examples} in other languages than Java: they run where what runs them is there. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherExamplesIT {
    private static final Path EXAMPLES =
            Path.of("..", "docs", "examples").toAbsolutePath().normalize();
    private static final Path PROTO =
            Path.of("..", "codecs", "src", "main", "proto").toAbsolutePath().normalize();

    /** By a test of its own below, or of {@link ExamplesIT}. */
    private static final Set<String> BY_THEMSELVES = Set.of(
            "bot.py",
            "frames.py",
            "websocket_quotes.py",
            "quotes.mjs",
            "events.html",
            "frames.c",
            "books.py",
            "books.mjs");

    private Path stubs;
    private Path certificates;
    private SimulatedMarket market;

    @BeforeAll
    void start(@TempDir Path generated, @TempDir Path files, @TempDir Path tls) throws IOException {
        stubs = generated;
        certificates = tls;
        Files.writeString(files.resolve("hello.txt"), "hello");
        market = new SimulatedMarket(500, "files.dir=" + files, "tls.dir=" + tls);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private String port() {
        return String.valueOf(market.gateway().address().getPort());
    }

    /** Debian's before any other: the libraries are Debian's. */
    private static String python(String library) throws Exception {
        for (String python : List.of("/usr/bin/python3", "python3")) {
            if (has(python, "-c", "import " + library)) {
                return python;
            }
        }
        assumeTrue(false, "no python3 with " + library + ": skipped (apt-get install python3-" + library + ')');
        return "";
    }

    private static boolean has(String... command) throws Exception {
        try {
            return process(Path.of("."), Map.of(), command).waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process process(Path directory, Map<String, String> environment, String... command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> run(Path directory, Map<String, String> environment, String... command)
            throws Exception {
        Process process = process(directory, environment, command);
        try {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Lines until one is {@code last}. */
    private static List<String> readUntil(BufferedReader out, Predicate<String> last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (last.test(line)) {
                return lines;
            }
        }
        throw new AssertionError("it ended: " + lines);
    }

    private static BufferedReader out(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    @Test
    void runsEveryExample() throws Exception {
        try (Stream<Path> files = Files.walk(EXAMPLES, 2)) {
            Set<String> others = files.filter(file -> file.getNameCount() > EXAMPLES.getNameCount() + 1)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !BY_THEMSELVES.contains(name))
                    .collect(Collectors.toSet());
            assertThat(others)
                    .as("or a new one is missing here")
                    .containsExactlyInAnyOrder(
                            "grpc_quotes.py",
                            "grpc_conversions.py",
                            "grpc_indicators.py",
                            "grpc_chat.py",
                            "grpc_game.py",
                            "grpc_files.py",
                            "grpc_books.py",
                            "grpc_candles.py");
        }
    }

    private void generateStubs() throws Exception {
        if (!Files.exists(stubs.resolve("quotegate"))) {
            assumeTrue(has("protoc", "--version"), "no protoc: skipped (apt-get install protobuf-compiler)");
            assumeTrue(
                    has("sh", "-c", "command -v grpc_python_plugin"),
                    "no grpc_python_plugin: skipped (apt-get install protobuf-compiler-grpc)");
            run(
                    PROTO,
                    Map.of(),
                    "sh",
                    "-c",
                    "protoc --python_out=" + stubs + " --grpc_out=" + stubs
                            + " --plugin=protoc-gen-grpc=\"$(command -v grpc_python_plugin)\" quotegate/v1/*.proto");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "grpc_quotes.py ; 12 ; BTC-USDT bid [0-9.]+ ask [0-9.]+|NOT_FOUND unknown_pair .*|(BTC|ETH)-USDT"
                        + " #[0-9]+ bid [0-9.]+",
                "grpc_conversions.py ; 8 ; 1.5 BTC = [0-9.]+ EUR by .*|now [0-9.]+ ETH|3 amounts = [0-9.]+ USDT|each"
                        + " [0-9.]+|refused bad_request",
                "grpc_indicators.py ; 7 ; .* [0-9.-]+ of [0-9]+ trades|.* cannot be told: .*|known: [0-9] unknown:"
                        + " [0-9]",
                "grpc_chat.py ; 3 ; members: python|python: hello from Python|left lobby",
                "grpc_game.py ; 1 ; [0-9]+ BRAVO, you won",
                "grpc_files.py ; 2 ; hello.txt 5 .*|.*hello.txt 5 bytes, right",
                "grpc_books.py ; 11 ; BTC-USDT has 5 bids and 5 asks|best [0-9.]+ / [0-9.]+",
                "grpc_candles.py ; 5 ; 60 candles of 1m of BTC-USDT|(closed|so far) [0-9]{16} [0-9.]+ *"
            })
    void callsEachService(String example, int lines, String line, @TempDir Path directory) throws Exception {
        String python = python("grpc");
        generateStubs();
        List<String> printed = run(
                directory,
                Map.of("PYTHONPATH", stubs.toString()),
                python,
                EXAMPLES.resolve("python").resolve(example).toString(),
                "127.0.0.1:" + port());
        assertThat(printed.stream().filter(each -> each.matches(line)))
                .as(String.join("\n", printed))
                .hasSize(lines);
    }

    @Test
    void speaksFramesInPythonPlainAndOverTls() throws Exception {
        String python = python("ssl");
        SimulatedMarket.awaitTls(market.gateway(), certificates.resolve("cert.pem"));
        String frames = EXAMPLES.resolve("python/frames.py").toString();
        assertThat(run(EXAMPLES, Map.of(), python, frames, "127.0.0.1", port()))
                .hasSize(7)
                .startsWith("plain");
        assertThat(run(
                        EXAMPLES,
                        Map.of(),
                        python,
                        frames,
                        "localhost",
                        port(),
                        certificates.resolve("cert.pem").toString()))
                .hasSize(7)
                .startsWith("TLSv1.3");
    }

    @Test
    void speaksFramesInC(@TempDir Path directory) throws Exception {
        assumeTrue(has("cc", "--version"), "no cc: skipped (apt-get install gcc libc6-dev)");
        run(
                directory,
                Map.of(),
                "cc",
                "-std=gnu11",
                "-O2",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                "frames",
                EXAMPLES.resolve("c/frames.c").toString());
        List<String> printed = run(directory, Map.of(), "./frames", "127.0.0.1", port(), "ETH-USDT");
        assertThat(printed).hasSize(11).first().asString().startsWith("{\"event\":\"subscribed\"");
        assertThat(printed.subList(1, 11))
                .allMatch(line -> line.startsWith("{\"channel\":\"quotes\",\"pair\":\"ETH-USDT\""));
        assertThat(Files.readAllLines(EXAMPLES.resolve("c/frames.c"))).hasSizeLessThanOrEqualTo(100);
    }

    private String[] websocket(String how, String url) throws Exception {
        if (how.equals("python")) {
            String file = EXAMPLES.resolve("python/websocket_quotes.py").toString();
            return new String[] {python("websockets"), file, url, "BTC-USDT", "ETH-USDT"};
        }
        List<String> node = new ArrayList<>(List.of("node"));
        if (!has("node", "-e", "new WebSocket('ws://127.0.0.1:1')")) {
            assumeTrue(
                    has("node", "--experimental-websocket", "-e", "0"),
                    "no node with a WebSocket of its own (20.10 or later): skipped");
            node.add("--experimental-websocket");
        }
        node.addAll(List.of(EXAMPLES.resolve("node/quotes.mjs").toString(), url, "BTC-USDT", "ETH-USDT"));
        return node.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({"python", "node"})
    void comesBackByItselfAndGoesOnWhereItWas(String how, @TempDir Path directory) throws Exception {
        try (PassedVenue road = PassedVenue.of(market.gateway().address().getPort())) {
            Process process =
                    process(directory, Map.of(), websocket(how, "ws://127.0.0.1:" + road.port() + "/v1/stream"));
            try (BufferedReader out = out(process)) {
                readUntil(out, line -> line.matches("(BTC|ETH)-USDT #[0-9]+ .*"));
                road.cut();
                readUntil(out, line -> line.startsWith("closed") || line.startsWith("failed"));
                List<String> lines = readUntil(out, line -> line.equals("goes on"));
                for (int i = 0; i < 20; i++) {
                    lines.addAll(readUntil(out, line -> line.matches("(BTC|ETH)-USDT #[0-9]+ .*")));
                }
                assertThat(lines).noneMatch(line -> line.contains("missed"));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void theBotDoesNothingAboutAStalePrice() throws Exception {
        String[] bot = {python("websockets"), EXAMPLES.resolve("python/bot.py").toString(), "", "BTC-USDT"};
        assertThat(Files.readAllLines(EXAMPLES.resolve("python/bot.py"))).hasSizeLessThanOrEqualTo(60);
        try (SimulatedMarket own = new SimulatedMarket(500)) {
            bot[2] = "ws://127.0.0.1:" + own.gateway().address().getPort() + "/v1/stream";
            Process process = process(EXAMPLES, Map.of(), bot);
            try (BufferedReader out = out(process)) {
                readUntil(out, line -> line.startsWith("BTC-USDT, buy at "));
                own.stopOkx();
                own.stopBinance();
                readUntil(out, line -> line.equals("BTC-USDT, nothing, stale"));
                own.restartOkx();
                assertThat(out.readLine()).doesNotContain("buy"); // it has to learn again
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void readsEventsInABrowser() throws Exception {
        Chromium.assumeHere();
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = Files.readAllBytes(EXAMPLES.resolve("browser/events.html"));
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        site.start();
        String origin = "http://localhost:" + site.getAddress().getPort();
        try (SimulatedMarket own = new SimulatedMarket(100, "server.origins=" + origin);
                Chromium browser = Chromium.start()) {
            browser.driver()
                    .get(origin + "/events.html?http://127.0.0.1:"
                            + own.gateway().address().getPort());
            browser.awaitText("ul", "BTC-USDT ");
            browser.awaitText("ul", "ETH-USDT ");
            assertThat(browser.driver().getTitle()).isEqualTo("live");
            browser.leave();
        } finally {
            site.stop(0);
        }
    }
}
