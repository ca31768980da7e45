package io.quotegate.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.quotegate.cli.client.ClientProtocol;
import io.quotegate.cli.client.GatewayAddress;
import io.quotegate.cli.client.QuoteClient;
import io.quotegate.cli.load.LoadPlan;
import io.quotegate.cli.load.LoadTest;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import io.quotegate.tls.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in, over TLS on the same port, by either provider. */
@Timeout(120)
class TlsIT {
    @TempDir
    Path directory;

    private SimulatedMarket market(String provider, String... more) throws IOException {
        List<String> sets = new ArrayList<>(List.of("tls.dir=" + directory, "tls.provider=" + provider));
        Files.createDirectories(directory.resolve("files"));
        Files.writeString(directory.resolve("files/hello.txt"), "hello".repeat(100_000));
        sets.add("files.dir=" + directory.resolve("files"));
        sets.addAll(List.of(more));
        return new SimulatedMarket(500, sets.toArray(String[]::new));
    }

    private TlsClient client(SimulatedMarket market) {
        SimulatedMarket.awaitTls(market.gateway(), directory.resolve("cert.pem"));
        return new TlsClient(market.gateway().address(), directory.resolve("cert.pem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void everyProtocolIsSpokenInside(String provider) throws Exception {
        try (SimulatedMarket market = market(provider, "relay.venues=okx")) {
            TlsClient client = client(market);
            try (RawSocket socket = client.raw()) {
                socket.sendFrame("{\"op\":\"ping\"}");
                assertThat(socket.readFrame()).isEqualTo("{\"event\":\"pong\"}");
            }
            try (RawSocket socket = client.raw()) {
                socket.send("{\"op\":\"ping\"}{\"op\":\"bye\"}");
                assertThat(socket.readToEnd().lines()) // to an end that was told, or it would throw
                        .containsExactly("{\"event\":\"pong\"}", "{\"event\":\"bye\",\"reason\":\"client_bye\"}");
            }
            try (RawSocket socket = client.raw()) {
                socket.send("GET /v1/quotes/BTC-USDT HTTP/1.0\r\n\r\n");
                assertThat(socket.readToEnd()).startsWith("HTTP/1.1 200").contains("\"pair\":\"BTC-USDT\"");
            }
            try (WebSocketProbe probe = new WebSocketProbe(client.raw())) {
                probe.ask("/v1/stream").readHead();
                probe.text("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
                assertThat(probe.read().text()).contains("subscribed");
                for (int i = 0; i < 1_000; i++) {
                    assertThat(probe.read().text()).startsWith("{\"channel\":\"quotes\"");
                }
            }
            try (WebSocketProbe bot = new WebSocketProbe(client.raw())) {
                bot.ask("/ws/v5/public?brokerId=9999").readHead();
                bot.text("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}]}");
                assertThat(bot.read().text()).startsWith("{\"event\":\"subscribe\"");
                assertThat(bot.read().text()).startsWith("{\"arg\":{\"channel\":\"tickers\"");
            }
            try (RawSocket socket = client.raw()) {
                socket.send("GET /v1/stream?pairs=BTC-USDT HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(Stream.generate(() -> line(socket)).anyMatch(line -> line.startsWith("data: {")))
                        .isTrue();
            }
            ManagedChannel channel = client.channel();
            try {
                assertThat(QuoteServiceGrpc.newBlockingStub(channel)
                                .getQuote(GetQuoteRequest.newBuilder()
                                        .setPair("BTC-USDT")
                                        .build())
                                .getPair())
                        .isEqualTo("BTC-USDT");
            } finally {
                channel.shutdownNow();
            }
            for (Version version : Version.values()) {
                HttpResponse<String> file = client.http()
                        .send(
                                HttpRequest.newBuilder(uri(market, "/v1/files/hello.txt"))
                                        .version(version)
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(file.version()).isEqualTo(version);
                assertThat(file.body()).isEqualTo("hello".repeat(100_000));
            }
            assertThat(market.metric("quotegate_tls_handshakes_total{version=\"1.3\"}"))
                    .isGreaterThanOrEqualTo(8);
            assertThat(market.metric("quotegate_faults_total{where=\"connections\"}"))
                    .isZero();
        }
    }

    @Test
    void commandsSpeakItAndBelieveOnlyWhomTheyAreToldTo() throws Exception {
        try (SimulatedMarket market = market("auto")) {
            TlsClient server = client(market);
            int port = server.address().getPort();
            for (ClientProtocol protocol : ClientProtocol.values()) {
                for (ClientTls believed : List.of(ClientTls.of(server.ca(), false), ClientTls.of(null, true))) {
                    try (QuoteClient client = protocol.connect(new GatewayAddress("localhost", port, believed))) {
                        assertThat(client.get("BTC-USDT").path("pair").asText()).isEqualTo("BTC-USDT");
                    }
                }
                assertThatThrownBy(() -> {
                            GatewayAddress stranger = new GatewayAddress("localhost", port, ClientTls.USUAL);
                            try (QuoteClient client = protocol.connect(stranger)) {
                                client.get("BTC-USDT");
                            }
                        })
                        .as("%s", protocol)
                        .isInstanceOf(IOException.class);
            }
            for (String target :
                    List.of("wss://localhost:%d/courses", "https://localhost:%d/v1/quotes", "tcps://localhost:%d")) {
                LoadPlan plan = new LoadPlan(
                        URI.create(String.format(Locale.ROOT, target, port)),
                        ClientTls.of(server.ca(), false),
                        null,
                        100,
                        Duration.ofSeconds(1),
                        2,
                        0);
                assertThat(new LoadTest(plan, sent -> {}).run().report())
                        .as(target)
                        .contains("100");
            }
        }
    }

    /** Of the addresses of this machine, the certificate names only 127.0.0.1 and ::1. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void commandsThatBelieveAnyCertificateBelieveItForAnyName() throws Exception {
        try (SimulatedMarket market = market("auto", "server.bind=127.0.0.2")) {
            TlsClient server = client(market);
            int port = server.address().getPort();
            for (ClientProtocol protocol : ClientProtocol.values()) {
                GatewayAddress any = new GatewayAddress("127.0.0.2", port, ClientTls.of(null, true));
                try (QuoteClient client = protocol.connect(any)) {
                    assertThat(client.get("BTC-USDT").path("pair").asText()).isEqualTo("BTC-USDT");
                }
                GatewayAddress named = new GatewayAddress("127.0.0.2", port, ClientTls.of(server.ca(), false));
                assertThatThrownBy(() -> {
                            try (QuoteClient client = protocol.connect(named)) {
                                client.get("BTC-USDT");
                            }
                        })
                        .as("%s", protocol)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private static String line(RawSocket socket) {
        try {
            return socket.readLine();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static URI uri(SimulatedMarket market, String path) {
        return URI.create("https://localhost:" + market.gateway().address().getPort() + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void alpnChoosesHttp(String provider) throws Exception {
        try (SimulatedMarket market = market(provider)) {
            TlsClient client = client(market);
            assertThat(client.socket("h2", "http/1.1").getApplicationProtocol()).isEqualTo("h2");
            assertThat(client.socket("http/1.1").getApplicationProtocol()).isEqualTo("http/1.1");
            assertThat(client.socket("smtp").getApplicationProtocol()).isEmpty();
            assertThat(client.socket().getApplicationProtocol()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void aChangedCertificateIsForNewConnectionsAndABrokenOneForNone(String provider) throws Exception {
        try (SimulatedMarket market = market(provider)) {
            TlsClient client = client(market);
            List<RawSocket> subscribers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                RawSocket socket = client.raw();
                socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"]}");
                assertThat(socket.readFrame()).contains("subscribed");
                subscribers.add(socket);
            }
            var before = client.shown();
            byte[] good = Files.readAllBytes(directory.resolve("cert.pem"));

            Path broken = Files.writeString(directory.resolve("broken.pem"), "broken, and of another length");
            Files.move(broken, directory.resolve("cert.pem"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            market.gateway().reloadCertificate();
            assertThat(market.metric("quotegate_tls_reload_failures_total")).isEqualTo(1);
            Files.write(directory.resolve("good.pem"), good);
            assertThat(new TlsClient(client.address(), directory.resolve("good.pem")).shown())
                    .isEqualTo(before);

            try (SimulatedMarket other = market(provider, "tls.dir=" + directory.resolve("other"))) {
                new TlsClient(other.gateway().address(), directory.resolve("other/cert.pem"));
                SimulatedMarket.awaitTls(other.gateway(), directory.resolve("other/cert.pem"));
            }
            Files.copy(
                    directory.resolve("other/key.pem"),
                    directory.resolve("key.pem"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.copy(
                    directory.resolve("other/cert.pem"),
                    directory.resolve("cert.pem"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            market.gateway().reloadCertificate();
            assertThat(client.shown()).isNotEqualTo(before);

            for (RawSocket socket : subscribers) {
                socket.sendFrame("{\"op\":\"ping\",\"id\":\"after\"}");
                String frame = socket.readFrame();
                while (!frame.contains("\"id\":\"after\"")) {
                    frame = socket.readFrame();
                }
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void plainTextIsToldThatTlsIsRequired(String provider) throws Exception {
        List<String> sets = List.of("tls.mode=required", "tls.dir=" + directory, "tls.provider=" + provider);
        try (var gateway = TestGateways.start(sets.toArray(String[]::new))) {
            assertThat(answer(gateway.address(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.2, HTTP/1.1\r\n")
                    .contains("\"code\":\"tls_required\"");
            assertThat(answer(gateway.address(), "{\"op\":\"ping\"}"))
                    .isEqualTo("{\"event\":\"bye\",\"reason\":\"tls_required\"}\n");
            assertThat(answer(gateway.address(), "\0\0\0\2{}"))
                    .isEqualTo("\0\0\0\47{\"event\":\"bye\",\"reason\":\"tls_required\"}");
            assertThat(answer(gateway.address(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
                    .endsWith("\0\0\0\14");
            TlsClient client = new TlsClient(gateway.address(), directory.resolve("cert.pem"));
            try (SSLSocket socket = client.socket();
                    RawSocket inside = new RawSocket(socket)) {
                inside.send(new byte[] {22, 3, 1, 0, 5, 1, 0, 0, 1, 0});
                assertThat(inside.readToEnd()).isEmpty(); // TLS in TLS
            }
        }
    }

    @Test
    void eachClientIsToldWhichOfPlainTextAndTlsThePortSpeaks() throws Exception {
        try (var gateway = TestGateways.start("tls.mode=required", "tls.dir=" + directory)) {
            int port = gateway.address().getPort();
            for (ClientProtocol protocol : ClientProtocol.values()) {
                assertRefused(
                        protocol,
                        GatewayAddress.plain("127.0.0.1", port),
                        protocol == ClientProtocol.GRPC ? "INADEQUATE_SECURITY" : "this port speaks TLS only");
            }
        }
        try (var gateway = TestGateways.start("tls.mode=off")) {
            GatewayAddress secure =
                    new GatewayAddress("127.0.0.1", gateway.address().getPort(), ClientTls.of(null, true));
            for (ClientProtocol protocol : ClientProtocol.values()) {
                assertRefused(protocol, secure, "TLS: ", "Received fatal alert: handshake_failure");
            }
        }
    }

    private static void assertRefused(ClientProtocol protocol, GatewayAddress gateway, String... words) {
        assertThatThrownBy(() -> {
                    try (QuoteClient client = protocol.connect(gateway)) {
                        client.get("BTC-USDT");
                    }
                })
                .as(protocol.name())
                .hasMessageContainingAll(words);
    }

    private static String answer(java.net.InetSocketAddress address, String said) throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            return socket.send(said.getBytes(ISO_8859_1)).readToEnd();
        }
    }
}
