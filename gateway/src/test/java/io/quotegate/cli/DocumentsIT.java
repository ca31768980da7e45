package io.quotegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.api.ClientRequest;
import io.quotegate.app.Gateway;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.gateway.http.specification.Shapes;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README.md and docs/ show: every command is run, or says in its block's first line why not, and every example in JSON
 * and YAML is what it should be. Commands find a gateway on simulated venues where a {@code demo} would be.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentsIT {
    private static final int WIDEST = 130; // columns, of text; tables and commands are as wide as they are

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final JsonMapper JSON = new JsonMapper();

    /** An example within a sentence, and not only the shape of one. */
    private static final Pattern INLINE = Pattern.compile("`(\\{\"[^`]*})`");

    private static final Set<String> KINDS = Set.of("sh", "json", "yaml", "text", "haproxy", "sysctl", "js", "python");
    private static final Pattern SERVER =
            Pattern.compile("^(?:[A-Z_]+=\\S+ +)*(?:java -jar \\S+|quotegate) (serve|demo|sim) .*");
    private static final Pattern PORT = Pattern.compile("(?:--port |SERVER_PORT=)([0-9]+)");
    private static final String FIAT = "config/fiat.yaml";

    private final Map<String, String> ports = new LinkedHashMap<>();
    private final List<Process> servers = new ArrayList<>(); // that the document which is read has begun
    private String read = "";
    private Path directory;
    private SimulatedVenue venue;
    private Gateway gateway;

    @BeforeAll
    void start(@TempDir Path work, @TempDir Path offered) throws Exception {
        directory = work;
        Files.writeString(offered.resolve("NAME"), "hello");
        venue = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(500));
        Path tls = work.resolve("data/demo/tls");
        gateway = OkxGateways.start(
                venue, offered, "tls.dir=" + tls, "venues.okx.rest=http://127.0.0.1:" + venue.restPort());
        copy(Path.of("docs", "examples"));
        copy(Path.of("codecs", "src", "main", "proto"));
        Files.createDirectories(work.resolve("target/examples"));
        for (String name : List.of("quotes_BTC-USDT_2026-11-26T01Z.csv.gz", "trades_BTC-USDT_2026-11-26T01Z.csv.gz")) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(work.resolve(name)))) {
                out.write("receiveTime,bid\n1786613174901234,1\n".getBytes(UTF_8));
            }
        }
        Files.createDirectories(work.resolve("config"));
        for (MarkdownBlock block :
                blocks().filter(each -> each.kind().equals("yaml")).toList()) {
            if (!block.note().isEmpty()) {
                Files.writeString(work.resolve(block.note()), block.text() + '\n');
            }
        }
        ports.put("8080", String.valueOf(gateway.address().getPort()));
        for (String port : List.of("8081", "9000", "9001", "9002")) {
            ports.put(port, String.valueOf(Fork.port()));
        }
        shell().firstOf("java -jar gateway/target/quotegate.jar watch BTC-USDT", "BTC-USDT");
    }

    /** Part of the repository to where commands run. */
    private void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            for (Path file : files.toList()) {
                Path copy = directory.resolve(ROOT.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @AfterAll
    void stop() {
        endServers();
        gateway.close();
        venue.close();
    }

    private static List<String> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), files.sorted())
                    .map(file -> ROOT.relativize(file).toString())
                    .filter(name -> name.endsWith(".md"))
                    .toList();
        }
    }

    private static Stream<MarkdownBlock> blocks() throws IOException {
        return documents().stream().flatMap(document -> MarkdownBlock.of(ROOT, document).stream());
    }

    @Test
    void everyBlockSaysWhatItIs() throws IOException {
        assertThat(blocks())
                .hasSizeGreaterThan(40)
                .allSatisfy(block -> assertThat(KINDS).as(block.place()).contains(block.kind()));
        assertThat(blocks().filter(block ->
                        block.text().contains("quotegate.jar") || block.text().contains("curl ")))
                .allSatisfy(block -> assertThat(block.kind()).as(block.place()).isEqualTo("sh"));
    }

    @Test
    void everyLineFitsAScreen() throws IOException {
        for (String document : documents()) {
            boolean quoted = false;
            for (String line : Files.readAllLines(ROOT.resolve(document))) {
                boolean fence = line.strip().startsWith("```");
                quoted ^= fence;
                boolean text = !quoted && !fence && !line.strip().startsWith("|");
                if (text && !line.startsWith("`")) { // nor a command of its own
                    assertThat(line.length()).as("%s: %s", document, line).isLessThanOrEqualTo(WIDEST);
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> commands() throws IOException {
        return blocks().filter(block -> block.kind().equals("sh"))
                .flatMap(block -> block.commands().stream()
                        .map(command -> dynamicTest(block.place() + ' ' + command, () -> {
                            assumeFalse(block.note().startsWith("not run: "), block.note());
                            assertThat(block.note()).isEmpty();
                            run(block.document(), command);
                        })));
    }

    /** Where clients are to find the gateway that is there. */
    private PastedShell shell() {
        Map<String, String> replacements = onOtherPorts();
        replacements.put(
                "((?:java -jar \\S+|^quotegate) (?!.*--port|(?:token|config|help) )[^|]*[^| ])",
                "$1 --port " + ports.get("8080"));
        replacements.put("(books\\.py .*) 100$", "$1 10"); // a tenth of a second each
        return new PastedShell(directory, replacements);
    }

    private Map<String, String> onOtherPorts() {
        Map<String, String> replacements = new LinkedHashMap<>();
        ports.forEach((port, free) -> replacements.put("\\b" + port + "\\b", free));
        return replacements;
    }

    private void run(String document, String command) throws Exception {
        PastedShell.assumeProgramsOf(command);
        if (!document.equals(read)) {
            endServers(); // of the document before
            read = document;
        }
        if (SERVER.matcher(command).matches()) {
            serve(command);
        } else if (command.contains("curl -N") || command.contains(" watch ")) {
            assertThat(shell().firstOf(command, "BTC-USDT")).contains("BTC-USDT");
        } else {
            assertThat(shell().run(command)).doesNotContain("\"code\":");
        }
    }

    private void endServers() {
        servers.forEach(PastedShell::end);
        servers.clear();
    }

    /** Starts what goes on for ever, which is ended after the other commands of its document, and waits until it listens. */
    private void serve(String command) throws Exception {
        String whole = PORT.matcher(command).find() ? command : command + " --port " + Fork.port();
        PastedShell shell = new PastedShell(directory, onOtherPorts());
        Matcher port = PORT.matcher(shell.ours(whole));
        assertThat(port.find()).isTrue();
        Process process = shell.start(whole);
        servers.add(process);
        long untilNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!isListening(Integer.parseInt(port.group(1)))) {
            assertThat(process.isAlive()).as(whole).isTrue();
            assertThat(System.nanoTime()).as(whole).isLessThan(untilNs);
            TimeUnit.MILLISECONDS.sleep(20); // between two looks
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @TestFactory
    Stream<DynamicTest> examplesInJson() throws IOException {
        return blocks().filter(block -> block.kind().equals("json"))
                .map(block -> dynamicTest(block.place(), () -> {
                    try (MappingIterator<JsonNode> values =
                            JSON.readerFor(JsonNode.class).readValues(block.text())) {
                        values.forEachRemaining(DocumentsIT::check);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> examplesWithinSentences() throws IOException {
        return documents().stream()
                .filter(document -> !document.endsWith("SIMULATORS.md")) // of files of others
                .flatMap(document -> INLINE.matcher(read(document)).results())
                .map(found -> found.group(1))
                .filter(example -> !example.matches(".*(\\.\\.|\\{[a-z]+}).*"))
                .distinct()
                .map(example -> dynamicTest(example, () -> check(JSON.readTree(example))));
    }

    private static String read(String document) {
        try {
            return Files.readString(ROOT.resolve(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request is one that is understood, and anything else of a shape that the gateway tells of. */
    private static void check(JsonNode example) {
        if (example.has("op") || (example.path("data").asText().matches("MARKET .*|BYE") && example.size() == 2)) {
            byte[] text = example.toString().getBytes(UTF_8);
            assertThat(new JsonRequestDecoder(64).decode(text, 0, text.length))
                    .isNotInstanceOf(ClientRequest.Wrong.class);
        } else if (example.has("event") || example.has("channel") || example.has("status")) {
            assertThat(Shapes.ofProcess().problemsOfMessage(example)).isEmpty();
        } else {
            assertThat(Stream.of(
                            "Quote", "Book", "Trade", "Candle", "Conversion", "Indicators", "RolledFiles", "TokenBody"))
                    .anyMatch(name -> Shapes.ofProcess().problems(name, example).isEmpty());
        }
    }

    @TestFactory
    Stream<DynamicTest> examplesInYaml() throws IOException {
        return blocks().filter(block -> block.kind().equals("yaml"))
                .map(block -> dynamicTest(block.place() + ' ' + block.note(), () -> {
                    if (block.note().equals(FIAT)) { // read from where it is
                        assertThat(shell().run("quotegate config check")).contains(FIAT + ": ok");
                    } else {
                        Path file = Files.writeString(directory.resolve("example.yaml"), block.text());
                        assertThat(ConfigLoader.check(new ConfigSources(file, Map.of(), List.of(), null)))
                                .isEmpty();
                    }
                }));
    }
}
