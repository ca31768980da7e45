package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.testkit.OurJvm;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The example clients of {@code docs/examples}: they compile, and print what they say. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
    private static final Path SOURCES = Path.of("..", "docs", "examples");

    private static final Pattern QUOTE = Pattern.compile("^([A-Z]+-USDT) #([0-9]+) bid");
    private static final List<String> PRINTING_MORE = List.of("GetQuoteBlocking", "GameAsync", "DownloadBlocking");

    private Path classes;
    private SimulatedMarket market;

    @BeforeAll
    void start(@TempDir Path folder, @TempDir Path offered) throws IOException {
        classes = folder;
        Files.writeString(offered.resolve("hello.txt"), "hello");
        market = new SimulatedMarket(500, "files.dir=" + offered);
        StringWriter problems = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            List<String> options =
                    List.of("-proc:none", "-Xlint:all", "-d", classes.toString(), "-cp", OurJvm.classPath());
            assertThat(compiler.getTask(
                                    problems, files, null, options, null, files.getJavaFileObjectsFromPaths(sources()))
                            .call())
                    .as(problems.toString())
                    .isTrue();
        }
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GetQuoteBlocking ; 1 ; BTC-USDT bid [0-9.]+ ask [0-9.]+",
                "GetQuoteBlocking ; 1 ; Status\\{code=NOT_FOUND, description=unknown pair: NO-SUCH.*\\(unknown_pair\\)",
                "GetQuoteAsync ; 3 ; (BTC|ETH|SOL)-USDT bid [0-9.]+ ask [0-9.]+",
                "StreamQuotesBlocking ; 20 ; (BTC|ETH)-USDT #[0-9]+ bid [0-9.]+",
                "StreamSbe ; 20 ; (BTC|ETH)-USDT bid [0-9.]+ #[0-9]+",
                "KeepBook ; 20 ; #[0-9]+ bids 20 asks 20 best [0-9.]+ [0-9.]+",
                "FollowQuotes ; 20 ; (BTC|ETH)-USDT #[0-9]+ bid [0-9.]+",
                "StreamQuotesAsync ; 20 ; [A-Z]+-USDT #[0-9]+ bid [0-9.]+.*",
                "ConvertBlocking ; 1 ; 1.5 BTC = [0-9.]+ ETH by BTC-USDT, ETH-USDT",
                "ConvertAsync ; 1 ; 100 EUR = 0[0-9.]+ BTC",
                "WatchConversionBlocking ; 5 ; 1 BTC = [0-9.]+ ETH",
                "WatchConversionAsync ; 5 ; 1 ETH = [0-9.]+ EUR",
                "ConvertTotalBlocking ; 1 ; 3 amounts = [0-9.]+ EUR",
                "ConvertTotalAsync ; 1 ; 3 amounts = [0-9.]+ USDT",
                "ConvertEachBlocking ; 3 ; (1|2.5|40) SOL = [0-9.]+ EUR",
                "ConvertEachAsync ; 3 ; (1|2.5|40) BTC = [0-9.]+ USDT",
                "IndicatorsBlocking ; 7 ; (money flow|return|VWAP|TWAP|window 1h).* ([0-9.-]+|cannot be told:"
                        + " .*|trades)",
                "ChatAsync ; 3 ; members: java|java: hello from Java|left lobby",
                "GameAsync ; 1 ; [0-9]+ BRAVO, you won",
                "DownloadBlocking ; 1 ; 5 bytes of hello.txt are right"
            })
    void printsWhatItSays(String example, int lines, String line) throws Exception {
        List<String> printed = run(example).lines().toList();
        assertThat(printed.stream().filter(each -> each.matches(line)))
                .as(String.join("\n", printed))
                .hasSize(lines);
        if (!PRINTING_MORE.contains(example)) {
            assertThat(printed).hasSize(lines);
        }
    }

    @Test
    void runsEveryExample() throws IOException {
        assertThat(examples()).as("or a new one is missing above").hasSize(19);
    }

    /** All but what they have in common. */
    private static List<String> examples() throws IOException {
        return sources().stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .filter(name -> !name.equals("Example"))
                .toList();
    }

    /** What is printed of a book after a message is the book that the gateway answers with that number, if it is asked in time. */
    @ParameterizedTest
    @CsvSource({"python3, python/books.py", "node, node/books.mjs"})
    void keepsTheBookThatTheGatewayHas(String program, String example) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(
                            program,
                            SOURCES.resolve(example).toString(),
                            "127.0.0.1",
                            String.valueOf(market.gateway().address().getPort()),
                            "BTC-USDT",
                            "20",
                            "30")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            Assumptions.abort(program + " is not installed");
            return;
        }
        try (BufferedReader printed = process.inputReader(UTF_8)) {
            JsonMapper json = new JsonMapper();
            int compared = 0;
            JsonNode before = json.readTree(printed.readLine());
            JsonNode answered = book(json);
            for (String line = printed.readLine(); line != null; line = printed.readLine()) {
                JsonNode book = json.readTree(line);
                if (answered.path("seq").asLong() < book.path("seq").asLong()) {
                    if (answered.path("seq").asLong() >= before.path("seq").asLong()) {
                        assertThat(before.path("bids")).isEqualTo(answered.path("bids"));
                        assertThat(before.path("asks")).isEqualTo(answered.path("asks"));
                        compared++;
                    }
                    answered = book(json);
                }
                before = book;
            }
            assertThat(compared).isPositive();
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private JsonNode book(JsonMapper json) throws IOException {
        return json.readTree(market.get("/v1/books/BTC-USDT?depth=20").body());
    }

    @Test
    void comesBackByItselfAndGoesOnWhereItWas() throws Exception {
        try (PassedVenue road = PassedVenue.of(market.gateway().address().getPort())) {
            Process process = process("FollowQuotes", "127.0.0.1:" + road.port(), String.valueOf(Integer.MAX_VALUE));
            try (BufferedReader printed = process.inputReader(UTF_8)) {
                Map<String, Long> seqs = new HashMap<>();
                for (int quotes = 0, cuts = 0, breaks = 0; quotes < 100 || breaks < 3; ) {
                    String line = requireNonNull(printed.readLine(), "it ended");
                    assertThat(line).isNotEqualTo("begins anew");
                    breaks += line.equals("goes on") ? 1 : 0;
                    Matcher quote = QUOTE.matcher(line);
                    if (quote.find()) {
                        long seq = Long.parseLong(quote.group(2));
                        Long before = seqs.put(quote.group(1), seq);
                        assertThat(before == null ? seq : before + 1).as(line).isEqualTo(seq);
                        if (++quotes % 40 == 0 && cuts < 3 && cuts == breaks) { // before, it may not be back
                            road.cut();
                            cuts++;
                        }
                    }
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Process process(String example, String... arguments) throws IOException {
        List<String> command = OurJvm.program(classes, example, "-XX:+UseSerialGC");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void endsWithOneLineAndOneWithoutAGateway(String example) throws Exception {
        Process process = process(example, "127.0.0.1:1");
        try {
            String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
            assertThat(said.replaceAll("(?m)^WARNING: .*\n", "")) // which JDKs since 24 say of libraries
                    .isEqualTo("failed: no gateway can be reached\n");
            assertThat(process.getInputStream().readAllBytes()).isEmpty();
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    private String run(String example) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()}, ExamplesIT.class.getClassLoader());
                PrintStream out = new PrintStream(printed, true, UTF_8)) {
            System.setOut(out);
            String[] arguments = {"127.0.0.1:" + market.gateway().address().getPort()};
            loader.loadClass(example).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8);
    }
}
