package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Quotes compressed with those before them, in a stream that several clients share, as clients read them that are not ours.
 * The package ws is looked for where docs/RELAY.md says; what is not there is skipped.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeflateIT {
    private static final Path SCRIPTS = Path.of("src/test/resources/deflate").toAbsolutePath();
    private static final Path PACKAGES = Path.of(System.getProperty(
            "quotegate.relay.packages", System.getProperty("java.io.tmpdir") + "/quotegate-relay-npm"));
    private static final String SUBSCRIBE = "{'op':'subscribe','channel':'quotes','pairs':['*']}".replace('\'', '"');
    private static final String QUOTES = "3000";
    private static final int MOST_BYTES = 80;

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(2000, "fanout.latest-limit=4KiB", "fanout.deflate-streams=2");
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private WebSocketProbe open(String extension) throws IOException {
        return new WebSocketProbe(
                market.gateway().address(), "/v1/stream", "Sec-WebSocket-Extensions: permessage-deflate" + extension);
    }

    private static double bytesOfAQuote(WebSocketProbe probe, int skipped, int read) throws IOException {
        while (skipped > 0) {
            skipped -= isQuote(probe.readMessage()) ? 1 : 0;
        }
        long before = probe.takenBytes();
        for (int quotes = 0; quotes < read; ) {
            quotes += isQuote(probe.readMessage()) ? 1 : 0;
        }
        return (double) (probe.takenBytes() - before) / read;
    }

    private static boolean isQuote(byte[] message) {
        return new String(message, UTF_8).startsWith("{\"channel\":\"quotes\"");
    }

    @Test
    void aQuoteBehindOthersTakesLessThanAThird() throws IOException {
        try (WebSocketProbe plain = new WebSocketProbe(market.gateway().address(), "/v1/stream");
                WebSocketProbe fresh = open("; server_no_context_takeover");
                WebSocketProbe first = open("");
                WebSocketProbe second = open("; client_max_window_bits")) {
            assertThat(fresh.head()).contains("server_no_context_takeover");
            assertThat(first.head()).doesNotContain("server_no_context_takeover");
            List<WebSocketProbe> all = List.of(plain, fresh, first, second);
            List<Double> bytes = new ArrayList<>();
            for (WebSocketProbe probe : all) {
                probe.text(SUBSCRIBE);
            }
            for (WebSocketProbe probe : all) {
                bytes.add(bytesOfAQuote(probe, 300, 1000));
            }
            assertThat(bytes.get(0)).as("plain, fresh, shared: %s", bytes).isGreaterThan(3 * MOST_BYTES);
            assertThat(bytes.get(1)).as("plain, fresh, shared: %s", bytes).isLessThan(bytes.get(0));
            assertThat(bytes.subList(2, 4))
                    .as("plain, fresh, shared: %s", bytes)
                    .allMatch(each -> each < MOST_BYTES);
        }
    }

    private String address() {
        return "127.0.0.1:" + market.gateway().address().getPort();
    }

    private static String seed() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(1, 1_000_000));
    }

    /** What a client says in the end, which is to end well; two others come and go beside it, to share its stream. */
    private String beside(Program program, String... arguments) throws IOException, InterruptedException {
        try (WebSocketProbe first = open("");
                WebSocketProbe second = open("")) {
            first.text(SUBSCRIBE);
            Thread reading = new Thread(() -> readOn(first, second));
            reading.start();
            Program.Result result = program.run("", arguments);
            first.close();
            reading.join();
            assertThat(result.exitCode())
                    .as("%s: %s", List.of(arguments), result.said())
                    .isZero();
            return result.said();
        }
    }

    private static void readOn(WebSocketProbe first, WebSocketProbe second) {
        try {
            for (int i = 0; ; i++) {
                first.readMessage();
                if (i == 1000) {
                    second.text(SUBSCRIBE);
                }
            }
        } catch (IOException e) {
            // It is closed when the other client has ended.
        }
    }

    private static void assertPong(byte[] message, int id) {
        assertThat(new String(message, UTF_8)).isEqualTo("{\"event\":\"pong\",\"id\":" + id + '}');
    }

    /** A million bytes each, which wait to be inflated piece by piece, and what is behind them waits for that. */
    @Test
    void answersLongMessagesOfAllWhoSendThemInOrder() throws IOException {
        byte[] longer = ("{\"op\":\"ping\"," + " ".repeat(1_000_000) + "\"id\":1}").getBytes(UTF_8);
        List<WebSocketProbe> clients = new ArrayList<>();
        try (Http2Probe probe = new Http2Probe(market.gateway().address())) {
            for (int i = 0; i < 4; i++) {
                clients.add(open(""));
            }
            probe.send(new Http2Frames().preface());
            Http2WebSocket stream =
                    new Http2WebSocket(probe, 1, "/v1/stream", "sec-websocket-extensions", "permessage-deflate");
            for (int i = 0; i < 3; i++) {
                for (WebSocketProbe client : clients) {
                    client.compressedText(longer, false, i + 1).text("{\"op\":\"ping\",\"id\":2}");
                }
                stream.frame(WebSocketProbe.TEXT | 0x40, clients.get(0).deflate(longer, false))
                        .text("{\"op\":\"ping\",\"id\":2}");
            }
            for (int i = 0; i < 6; i++) {
                for (WebSocketProbe client : clients) {
                    assertPong(client.readMessage(), i % 2 + 1);
                }
                assertThat(stream.read(WebSocketProbe.TEXT)).as("compressed").isNotEmpty();
            }
        } finally {
            for (WebSocketProbe client : clients) {
                client.close();
            }
        }
    }

    @Test
    void wsFromNpmReadsIt() throws IOException, InterruptedException {
        assumeTrue(Files.exists(PACKAGES.resolve("node_modules/ws")), "no ws: see docs/RELAY.md");
        String client = SCRIPTS.resolve("client.mjs").toString();
        String url = "ws://" + address() + "/v1/stream";
        assertThat(beside(Program.installed("node"), client, url, seed(), QUOTES, PACKAGES.toString()))
                .contains("permessage-deflate")
                .contains("quotes " + QUOTES);
    }

    @Test
    void nodesOwnWebSocketReadsIt() throws IOException, InterruptedException {
        Program node = Program.installed("node");
        assumeTrue(
                node.run("", "--experimental-websocket", "-e", "new WebSocket('ws://127.0.0.1:1').onerror = () => 0")
                                .exitCode()
                        == 0,
                "no node with a WebSocket of its own (20.10 or later)");
        String client = SCRIPTS.resolve("client.mjs").toString();
        String url = "ws://" + address() + "/v1/stream";
        assertThat(beside(node, "--experimental-websocket", client, url, seed(), QUOTES))
                .contains("quotes " + QUOTES);
    }

    @Test
    void websocketsOfPythonReadsIt() throws IOException, InterruptedException {
        Path debians = Path.of("/usr/bin/python3"); // whose library it is
        Program python = Files.isExecutable(debians) ? new Program(debians) : Program.installed("python3");
        assumeTrue(python.run("", "-c", "import websockets").exitCode() == 0, "no python3 with websockets");
        String port = String.valueOf(market.gateway().address().getPort());
        assertThat(beside(python, SCRIPTS.resolve("client.py").toString(), "127.0.0.1", port, seed(), QUOTES))
                .contains("permessage-deflate; client_no_context_takeover")
                .contains("quotes " + QUOTES);
    }
}
