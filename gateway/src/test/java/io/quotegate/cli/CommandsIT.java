package io.quotegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** The commands as a user would type them, but for those that run until they are interrupted. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {
    @TempDir
    private static Path offered = Path.of("");

    private SimulatedVenue venue;
    private Gateway gateway;
    private String port = "";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    void start() throws IOException, InterruptedException {
        venue = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
        gateway = OkxGateways.start(venue, offered);
        port = String.valueOf(gateway.address().getPort());
        for (int attempt = 0; run("get", "BTC-USDT", "--port", port) != 0; attempt++) {
            assertThat(attempt).as("looks for a first quote").isLessThan(500);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @AfterAll
    void stop() {
        gateway.close();
        venue.close();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @Test
    void printsIndicators() throws IOException {
        // Its venue never answers: a minute that ends while this runs would be a minute more that is known.
        try (Gateway silent = OkxGateways.start(venue, offered, "venues.okx.ws=ws://127.0.0.1:1/ws/v5/public")) {
            printsIndicatorsOf(silent, String.valueOf(silent.address().getPort()));
        }
    }

    private void printsIndicatorsOf(Gateway silent, String silentPort) {
        assertThat(run("indicators", "btc-usdt", "--window", "15m", "--port", silentPort))
                .isZero();
        assertThat(out.toString()).startsWith("BTC-USDT, ").contains("VWAP ", "- (no minute of BTC-USDT is known yet)");
        BigDecimal price = new BigDecimal("63707.3");
        Instrument pair = new Instrument(0, "BTC-USDT");
        silent.minutes()
                .onCandle(Candle.of(pair, Venue.OKX, 0)
                        .withPrice(price)
                        .withVolumes(price, price)
                        .withTrades(7, BigDecimal.ONE));
        assertThat(run("indicators", "BTC-USDT", "--window", "15m", "--port", silentPort))
                .isZero();
        assertThat(out.toString())
                .contains("1970-01-01 00:01 UTC", "7 trades in 1 minutes, on okx, ", "TWAP                 63707.3")
                .contains("money flow index     - (needs 15 minutes with a price, the window has 1)");
        assertThat(run("indicators", "bitcoin", "--json", "--port", silentPort)).isZero();
        assertThat(out.toString()).startsWith("{\"pair\":\"BTC-USDT\",\"window\":\"1h\",\"venue\":\"okx\"");
        assertThat(run("indicators", "BTC-USDT", "--window", "7s", "--port", silentPort))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("window: 7s (expected: whole minutes, 1m to 24h) (bad_request)");
        assertThat(run("indicators", "--port", silentPort)).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ws", "grpc", "http"})
    void getsQuotesByEachProtocol(String protocol) {
        assertThat(run("get", "BTC-USDT", "ETH-USDT", "--port", port, "--protocol", protocol))
                .isZero();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString()).contains("BTC-USDT", "ETH-USDT", "okx");
        assertThat(run("get", "BTC-USDT", "--port", port, "--protocol", protocol, "--json"))
                .isZero();
        assertThat(out.toString()).startsWith("{\"pair\":\"BTC-USDT\"");
        assertThat(run("get", "btcusdt", "eth/USDT", "--port", port, "--protocol", protocol))
                .isZero();
        assertThat(out.toString()).contains("BTC-USDT", "ETH-USDT");
        assertThat(run("get", "Bitcoin", "eth", "--port", port, "--protocol", protocol))
                .isZero();
        assertThat(out.toString()).contains("BTC-USDT", "ETH-USDT");
        assertThat(run("get", "*", "--port", port, "--protocol", protocol)).isZero();
        assertThat(out.toString()).contains("BTC-USDT");
        assertThat(run("get", "btc-ustd", "--port", port, "--protocol", protocol))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString())
                .startsWith("quotegate: unknown pair: btc-ustd (did you mean BTC-USDT?) (unknown_pair)");
        assertThat(run("get", "X-Y", "--port", port, "--protocol", protocol)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).startsWith("quotegate: unknown pair: X-Y (unknown_pair)");
    }

    @Test
    void printsWhatTheGatewayKnowsForPeopleAndForPrograms() {
        assertThat(run("pairs", "--port", port)).isZero();
        assertThat(out.toString()).containsPattern("pair +base +quote +venues\\R(.*\\R)*BTC-USDT +BTC +USDT +okx");
        assertThat(run("pairs", "--json", "--port", port)).isZero();
        assertThat(out.toString())
                .contains("{\"pair\":\"BTC-USDT\",\"base\":\"BTC\",\"quote\":\"USDT\",\"venues\":[\"okx\"]}");
        assertThat(run("venues", "--port", port)).isZero();
        assertThat(out.toString()).containsPattern("okx +live +1 +[0-9.]+ (ms|s) +1 ");
        assertThat(run("venues", "--json", "--port", port)).isZero();
        assertThat(out.toString()).startsWith("{\"venue\":\"okx\",\"state\":\"live\",\"preferred\":0,");
        assertThat(run("winners", "--port", port)).isZero();
        assertThat(out.toString()).containsPattern("time +name +number +guesses");
        assertThat(run("status", "--port", port)).isZero();
        assertThat(out.toString().lines().toList()).hasSize(4).satisfies(lines -> {
            assertThat(lines.get(0)).matches("quotegate .* at 127\\.0\\.0\\.1:" + port + ", up .*, ready");
            assertThat(lines.get(1)).matches("venues   okx live, last heard .* ago.*");
            assertThat(lines.get(2)).matches("pairs    9, [1-9] with a quote.*");
            assertThat(lines.get(3)).matches("clients  [0-9]+ connected: .*[1-9][0-9]* by http, .*");
        });
        assertThat(run("status", "--json", "--port", port)).isZero();
        assertThat(out.toString())
                .startsWith("{\"info\":{\"name\":\"quotegate\"")
                .contains("\"ready\":true", "\"pairs\":9");
        assertThat(run("status", "--port", "1")).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("quotegate: cannot connect to ");
    }

    @Test
    void printsCandlesAndTradesOfAPairHoweverItIsSpelled() {
        assertThat(run("trades", "btcusdt", "--limit", "5", "--port", port)).isZero();
        assertThat(out.toString()).containsPattern("time +side +price +size +venue +id");
        for (String command : List.of("trades", "candles")) {
            assertThat(run(command, "Bitcoin", "--json", "--limit", "1", "--port", port))
                    .isZero();
            assertThat(run(command, "btc", "--limit", "1", "--port", port)).isZero();
        }
        assertThat(run("candles", "btc/usdt", "--limit", "5", "--interval", "5m", "--port", port))
                .isZero();
        assertThat(out.toString()).containsPattern("begin +open +high +low +close +volume +trades +venue");
        assertThat(run("candles", "btcusdt", "--interval", "7m", "--port", port))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).startsWith("quotegate: interval: 7m ");
        assertThat(run("trades", "btc-ustd", "--port", port)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("did you mean BTC-USDT?");
        assertThat(run("candles", "--port", port)).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void printsTheBookOfAPairHoweverItIsSpelled() {
        awaitTheBook();
        assertThat(run("book", "btcusdt", "--depth", "5", "--port", port)).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).matches("BTC-USDT on okx, seq [0-9]+, received [0-9:]{8}\\.[0-9]{3}  simulated");
        assertThat(lines.get(1)).matches(" +bid size +bid +ask +ask size");
        assertThat(lines.subList(2, 7)).allMatch(line -> line.matches("( +[0-9.]+){4}"));
        assertThat(run("book", "Bitcoin", "--json", "--port", port)).isZero();
        assertThat(out.toString()).startsWith("{\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"bids\":[[\"");
        assertThat(run("book", "btc-ustd", "--port", port)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("did you mean BTC-USDT?");
        assertThat(run("book", "BTC-USDT", "--depth", "401", "--port", port)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("quotegate: depth: 401 (expected: ");
        assertThat(run("book", "--port", port)).isEqualTo(ExitCode.USAGE);
        assertThat(run("book", "BTC-USDT", "--depth", "deep", "--port", port)).isEqualTo(ExitCode.USAGE);
    }

    private void awaitTheBook() {
        for (int look = 0; run("book", "BTC-USDT", "--port", port) != 0; look++) {
            assertThat(look).as("looks for a book: " + err).isLessThan(500);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ws", "grpc", "http"})
    void watchesABookByEachProtocol(String protocol) {
        awaitTheBook();
        String watch = "watch --book Bitcoin --depth 10 --port " + port + " --protocol " + protocol;
        List<String> lines = linesOf(watch, 5);
        assertThat(lines.get(0)).matches("pair +venue +received +seq +bid +bid size +ask +ask size +levels");
        assertThat(lines.subList(1, 5))
                .allMatch(line -> line.matches("BTC-USDT +okx +[0-9:.]{12}( +[0-9.]+){5} +10/10  simulated"));
        assertThat(linesOf(watch + " --json", 3))
                .allMatch(line -> line.matches("\\{.*\"type\":\"(snapshot|update)\",\"pair\":\"BTC-USDT\",.*\\}"))
                .first()
                .asString()
                .contains("\"type\":\"snapshot\"", "\"depth\":10");
        assertThat(run("watch", "--book", "X-Y", "--port", port, "--protocol", protocol))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).startsWith("quotegate: unknown pair: X-Y (unknown_pair)");
    }

    /** The first that {@code command} prints, which is ended then. */
    private List<String> linesOf(String command, int count) {
        StringWriter few = new StringWriter() {
            @Override
            public void write(String text, int offset, int length) {
                super.write(text, offset, length);
                if (getBuffer().chars().filter(sign -> sign == '\n').count() >= count) {
                    throw new IllegalStateException("enough");
                }
            }
        };
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(few));
        commandLine.setErr(new PrintWriter(err, true));
        commandLine.execute(command.split(" "));
        return few.toString().lines().limit(count).toList();
    }

    @Test
    void watchesOneBookAndNothingElseAsDeep() {
        assertThat(run("watch", "--book", "BTC-USDT", "ETH-USDT", "--port", port))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("quotegate: --book: BTC-USDT ETH-USDT (expected: one pair)");
        assertThat(run("watch", "--book", "*", "--port", port)).isEqualTo(ExitCode.USAGE);
        assertThat(run("watch", "BTC-USDT", "--depth", "5", "--port", port)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("quotegate: --depth: 5 (expected: with --book)");
    }

    @Test
    void watchesQuotesByGrpcUntilItIsInterrupted() throws InterruptedException {
        Thread watching =
                new Thread(() -> run("watch", "Bitcoin", "ETH-USDT", "--port", port, "--protocol", "grpc", "--json"));
        watching.start();
        for (int look = 0; out.toString().lines().count() < 20; look++) {
            assertThat(look).as("looks for quotes: " + err).isLessThan(1000);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        watching.interrupt();
        watching.join();
        assertThat(out.toString().lines().limit(20))
                .allMatch(line -> line.matches("\\{\"pair\":\"(BTC|ETH)-USDT\",\"venue\":\"okx\",\"bid\":\".*"));
    }

    @Test
    void watchesNoPairThatIsUnknown() {
        assertThat(run("watch", "X-Y", "--port", port, "--protocol", "grpc")).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).startsWith("quotegate: unknown pair: X-Y (unknown_pair)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "watch"})
    void saysInOneLineThatNobodyListensForGrpc(String command) {
        assertThat(run(command, "BTC-USDT", "--port", "1", "--protocol", "grpc"))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("quotegate: cannot connect to ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "http", "tcp"})
    void loadsEachProtocol(String protocol) {
        String path = protocol.equals("tcp") ? "" : "/courses";
        String target = protocol + "://127.0.0.1:" + port + path;
        int code = run("load", "--target", target, "--rate", "200", "--duration", "1s", "--connections", "4");
        assertThat(out.toString()).as(err.toString()).contains("sent      200", "answered  200", "errors    0");
        // Whether the rate is kept is the machine's affair; LoadResultTest knows what is told of it.
        assertThat(out.toString()).contains(code == 0 ? "result    passed" : "result    FAILED");
        assertThat(Path.of("log", "load_test.log")).exists();
    }

    @Test
    void convertsForPeopleAndForPrograms() {
        assertThat(run("convert", "1.5", "btc", "eur", "--port", port)).isZero();
        assertThat(out.toString().lines().toList()).hasSize(6).satisfies(lines -> {
            assertThat(lines.get(0)).matches("1.5 BTC = [0-9.]+ EUR");
            assertThat(lines.get(2)).matches("pair +rate +age  source");
            assertThat(lines.get(3)).matches("BTC-USDT +[0-9.]+ +[0-9.]+ (ms|s)  okx");
            assertThat(lines.get(4)).matches("USDT-USD +1 +[0-9]+ (h|d)  reference");
            assertThat(lines.get(5)).matches("EUR-USD +[0-9.]+ +[0-9]+ (h|d)  reference");
        });
        assertThat(run("convert", "1,5", "Tether", "usdt", "--port", port)).isZero();
        assertThat(out.toString()).isEqualTo("1.5 USDT = 1.5 USDT" + System.lineSeparator());
        assertThat(run("convert", "1,234", "Tether", "usdt", "--port", port)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("AMOUNT: 1,234 (expected: 1.234 or 1234, whichever it is)");
        assertThat(run("convert", "2", "USDT", "USDT", "--port", port)).isZero();
        assertThat(out.toString()).isEqualTo("2 USDT = 2 USDT" + System.lineSeparator());
        assertThat(run("convert", "1.5", "BTC", "ETH", "--port", port, "--json", "--allow-stale"))
                .isZero();
        assertThat(out.toString())
                .startsWith("{\"from\":\"BTC\",\"to\":\"ETH\",\"amount\":\"1.5\",\"result\":\"")
                .contains("\"path\":[\"BTC-USDT\",\"ETH-USDT\"]");
    }

    @Test
    void saysInOneLineWhyItDoesNotConvert() {
        assertThat(run("convert", "1e5", "BTC", "ETH", "--port", port)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("quotegate: amount: 1e5 (expected: a number above 0")
                .endsWith("(bad_request)");
        assertThat(run("convert", "1", "BTC", "&x=1", "--port", port)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).startsWith("quotegate: unknown currency: &X=1 (unknown_currency)");
        assertThat(run("convert", "1", "BTC", "ETH", "--port", "1")).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("quotegate: cannot connect to ");
        assertThat(run("convert", "1", "BTC")).isEqualTo(ExitCode.USAGE);
        assertThat(run("convert", "1", "BTC", "ETH", "--token", "x y")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void listsAndFetchesFiles(@TempDir Path target) throws IOException {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        Files.write(offered.resolve("a.bin"), content);
        Files.writeString(offered.resolve("b.txt"), "b");
        assertThat(run("files", "list", "--port", port)).isZero();
        assertThat(out.toString()).contains("a.bin", "300000", "b.txt");
        Files.write(target.resolve("a.bin.part"), Arrays.copyOf(content, 100_000));
        Files.writeString(target.resolve("b.txt.part"), "something else");
        assertThat(run("files", "get", "a.bin", "b.txt", "--to", target.toString(), "--port", port))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("a.bin: goes on at 100000 of 300000 bytes");
        assertThat(out.toString()).contains("a.bin: complete, SHA-256 verified", "b.txt: complete");
        assertThat(target.resolve("a.bin")).hasBinaryContent(content);
        assertThat(target.resolve("b.txt")).hasContent("b");
        assertThat(target.toFile().list()).containsExactlyInAnyOrder("a.bin", "b.txt");
        Files.write(target.resolve("a.bin.part"), new byte[1000]); // of the right length, but wrong
        assertThat(run("files", "get", "a.bin", "--to", target.toString(), "--port", port))
                .isZero();
        assertThat(target.resolve("a.bin")).hasBinaryContent(content);
        assertThat(run("files", "get", "c.bin", "--to", target.toString(), "--port", port))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("unknown file: c.bin (unknown_file)");
        assertThat(run("files", "get", "../x", "--to", target.toString(), "--port", port))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(run("files")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void fetchesWhatItCanAndLeavesAloneWhatIsThere(@TempDir Path target) throws IOException {
        Path first = Files.writeString(offered.resolve("first.csv.gz"), "first");
        Files.setLastModifiedTime(first, FileTime.from(Instant.parse("2024-08-09T05:06:07.123456Z")));
        Files.writeString(offered.resolve("second.csv.gz"), "second");
        Files.createFile(offered.resolve("third.csv"));
        String to = target.toString();
        assertThat(run("files", "get", "first.csv.gz", "none", "third.csv", "--to", to, "--port", port))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).isEqualTo("quotegate: unknown file: none (unknown_file)" + System.lineSeparator());
        assertThat(target.resolve("first.csv.gz")).hasContent("first");
        assertThat(target.resolve("third.csv")).isEmptyFile();
        assertThat(Files.getLastModifiedTime(target.resolve("first.csv.gz")))
                .isEqualTo(Files.getLastModifiedTime(first));
        assertThat(run("files", "get", "--match", "*.gz", "--to", to, "--port", port))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactlyInAnyOrder(
                        target.resolve("first.csv.gz") + ": is there already, SHA-256 verified",
                        target.resolve("second.csv.gz") + ": complete, SHA-256 verified");
        Files.createDirectories(offered.resolve("2026/11"));
        Files.writeString(offered.resolve("2026/11/third.csv.gz"), "third");
        assertThat(run("files", "get", "--match", "2026/**", "--to", to, "--port", port))
                .isZero();
        assertThat(target.resolve("2026/11/third.csv.gz")).hasContent("third");
        Files.writeString(target.resolve("second.csv.gz"), "SECOND");
        assertThat(run("files", "get", "--all", "--to", to, "--port", port)).isZero();
        assertThat(target.resolve("second.csv.gz")).hasContent("second");
        assertThat(run("files", "get", "--match", "*.zip", "--to", to, "--port", port))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).startsWith("quotegate: no file is like *.zip");
        assertThat(run("files", "get", "--port", port)).isEqualTo(ExitCode.USAGE);
        assertThat(run("files", "get", "first.csv.gz", "--to", first + "/x", "--port", port))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString())
                .startsWith("quotegate: cannot write " + first)
                .hasLineCount(1);
        assertThat(run("files", "get", "first.csv.gz", "--port", "1")).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).startsWith("quotegate: cannot connect to ").hasLineCount(1);
    }

    @Test
    void saysInOneLineThatNobodyListens() {
        assertThat(run("get", "BTC-USDT", "--port", "1")).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("quotegate: cannot connect to ");
        assertThat(run("load", "--target", "ws://127.0.0.1:1/courses", "--duration", "1s"))
                .isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString()).startsWith("quotegate: cannot load ws://127.0.0.1:1/courses: cannot connect");
    }

    /** Every command that connects, by each protocol that it may speak. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "get BTC-USDT",
                "get BTC-USDT --protocol ws",
                "get BTC-USDT --protocol grpc",
                "get BTC-USDT --protocol http",
                "watch BTC-USDT",
                "watch BTC-USDT --protocol ws",
                "watch BTC-USDT --protocol grpc",
                "watch BTC-USDT --protocol http",
                "watch --book BTC-USDT",
                "book BTC-USDT",
                "pairs",
                "venues",
                "candles BTC-USDT",
                "trades BTC-USDT",
                "winners",
                "status",
                "relay status",
                "convert 1 BTC EUR",
                "indicators BTC-USDT",
                "files list",
                "files get x",
                "client"
            })
    void saysThatTheConnectionWasRefused(String command) {
        assertThat(run((command + " --port 1").split(" "))).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines())
                .containsExactly("quotegate: cannot connect to 127.0.0.1:1: connection refused");
    }

    @Test
    void saysInOneLineThatThePortIsTaken() {
        assertThat(run("serve", "--port", port, "--set", "server.warm-up=0")).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("quotegate: cannot listen on 127.0.0.1:" + port + ": ");
    }

    @Test
    void endsWithTwoForBadUsage() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("fly")).isEqualTo(ExitCode.USAGE);
        assertThat(run("get")).isEqualTo(ExitCode.USAGE);
        assertThat(run("get", "BTC-USDT", "--protocol", "pigeon")).isEqualTo(ExitCode.USAGE);
        assertThat(run("get", "BTC-USDT", "--token", "secret one")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--token (expected: a token").doesNotContain("secret");
        assertThat(run("load", "--duration", "1.s")).isEqualTo(ExitCode.USAGE);
        assertThat(run("load", "--duration", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--duration: soon (expected: ");
        assertThat(run("load", "--target", "ftp://x:1")).isEqualTo(ExitCode.USAGE);
        assertThat(run("sim", "kraken", "--port", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("sim", "okx", "--port", "0", "--replay", "missing")).isEqualTo(ExitCode.USAGE);
        assertThat(run("serve", "--config", "missing.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("missing.yaml");
    }

    @Test
    void checksAConfigurationAndNamesEveryProblem(@TempDir Path folder) throws IOException {
        Path good = folder.resolve("good.yaml");
        Files.writeString(good, "server:\n  port: 9000\n");
        assertThat(run("config", "check", good.toString())).isZero();
        assertThat(out.toString()).contains("good.yaml: ok", "config/fiat.yaml in the jar: ok");
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, "server:\n  prot: 9000\nfeeds:\n  stale-after: 2\n");
        assertThat(run("config", "check", bad.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("bad.yaml:2: server.prot: unknown key (did you mean server.port?)"))
                .anyMatch(line -> line.contains("bad.yaml:4: feeds.stale-after: 2 (expected: "));
    }

    @Test
    void printsWhatTheRelayDoes() throws IOException {
        try (Gateway relaying = OkxGateways.start(venue, offered, "relay.venues=okx")) {
            String its = String.valueOf(relaying.address().getPort());
            assertThat(run("relay", "status", "--port", its)).as(err.toString()).isZero();
            assertThat(out.toString().lines().map(line -> line.split(" +")))
                    .contains(
                            new String[] {"okx", "0", "0", "0"},
                            new String[] {"okx-public", "0", "0", "0", "0", "0", "0", "0"},
                            new String[] {"okx", "0", "0", "0", "0", "0", "0", "-", "0", "0", "0"});
            assertThat(run("relay", "status", "--json", "--port", its)).isZero();
            assertThat(out.toString()).contains("{\"source\":\"okx-public\",\"connections\":0,");
        }
    }

    @Test
    void saysThatNothingIsRelayed() {
        assertThat(run("relay", "status", "--port", port)).isEqualTo(ExitCode.SOFTWARE);
        assertThat(err.toString().lines())
                .containsExactly("quotegate: this gateway relays no venue: relay.venues names none");
    }

    @Test
    void helpsWithEveryCommand() {
        for (String command : List.of(
                "serve",
                "demo",
                "sim",
                "get",
                "watch",
                "pairs",
                "venues",
                "candles",
                "trades",
                "book",
                "status",
                "relay",
                "winners",
                "client",
                "convert",
                "indicators",
                "files",
                "load",
                "config")) {
            assertThat(run(command, "--help")).as(command).isZero();
            assertThat(out.toString()).contains("Usage: quotegate " + command);
            assertThat(run(command, "--version")).as(command).isZero();
            assertThat(out.toString())
                    .startsWith("quotegate ")
                    .contains(Runtime.version().toString());
        }
        assertThat(run("help", "watch")).isZero();
        assertThat(out.toString()).contains("Usage: quotegate watch");
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString()).contains("quotegate Bash Completion");
        assertThat(run("--version")).isZero();
        assertThat(out.toString().lines().toList()).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).matches("quotegate .+, commit .+");
            assertThat(lines.get(1)).contains(Runtime.version().toString(), System.getProperty("java.home"));
        });
    }
}
