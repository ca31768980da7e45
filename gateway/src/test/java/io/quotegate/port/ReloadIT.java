package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.Right;
import io.quotegate.app.Gateway;
import io.quotegate.auth.TokenFile;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that is written anew under a gateway that runs, with clients on it. */
@Timeout(120)
class ReloadIT {
    @TempDir
    private Path directory;

    private Path file;
    private Gateway gateway;
    private RawSocket client;

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("quotegate.yaml");
        write("");
        gateway = Gateway.start(ConfigLoader.load(sources()));
        client = new RawSocket(gateway.address());
        assertThat(ask("{\"op\":\"subscribe\",\"channel\":\"trades\",\"pairs\":[\"BTC-USDT\"]}"))
                .contains("subscribed");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        gateway.close();
    }

    private ConfigSources sources() {
        return new ConfigSources(
                file,
                Map.of(),
                List.of(
                        "server.port=0",
                        "files.record=false",
                        "store.path=none",
                        "tls.dir=" + directory,
                        "venues.okx.ws=ws://127.0.0.1:1/ws/v5/public",
                        "venues.binance.ws=ws://127.0.0.1:1",
                        "venues.okx.rest=http://127.0.0.1:1",
                        "venues.binance.rest=http://127.0.0.1:1",
                        "venues.okx.simulated=true",
                        "venues.binance.simulated=true"),
                null);
    }

    private void write(String more) throws IOException {
        Files.writeString(file, "server:\n  heartbeat: 1h\n" + more);
    }

    private boolean reload() {
        return gateway.reload(() -> ConfigLoader.load(sources()));
    }

    private String ask(String json) throws IOException {
        client.sendFrame(json);
        return client.readFrame();
    }

    private String subscribe() throws IOException {
        return ask("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\",\"ETH-USDT\"]}");
    }

    private double metric(String name) throws IOException {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            socket.send("GET /metrics HTTP/1.0\r\n\r\n");
            return SmallGateway.sum(socket.readToEnd(), name);
        }
    }

    @Test
    void limitsHoldForClientsThatAreThere() throws IOException {
        write("limits:\n  subscriptions: 1\n");
        assertThat(reload()).isTrue();
        assertThat(subscribe()).contains("\"code\":\"limit\"");
        write("limits:\n  subscriptions: 5\n");
        assertThat(reload()).isTrue();
        assertThat(subscribe()).contains("\"event\":\"subscribed\"");
        write("limits:\n  connections: 1\n");
        assertThat(reload()).isTrue();
        try (RawSocket another = new RawSocket(gateway.address())) {
            another.sendFrame("{\"op\":\"ping\"}");
            assertThat(another.readFrame()).contains("too_many_connections");
        }
        assertThat(ask("{\"op\":\"ping\"}")).contains("pong");
        write("limits:\n  connections: 10\n  json-depth: 2\n");
        assertThat(reload()).isTrue();
        assertThat(ask("{\"op\":\"ping\",\"x\":[[[1]]]}")).contains("nested deeper than 2");
        assertThat(metric("quotegate_config_reloads_total{result=\"ok\"}")).isEqualTo(4);
    }

    @Test
    void aWrongFileChangesNothing() throws IOException {
        write("limits:\n  subscriptions: 1\n  frame: none\n");
        assertThat(reload()).isFalse();
        assertThat(subscribe()).contains("\"event\":\"subscribed\"");
        Files.writeString(directory.resolve("broken.pem"), "no certificate");
        write("limits:\n  subscriptions: 1\ntls:\n  cert: " + directory.resolve("broken.pem") + "\n  key: "
                + directory.resolve("broken.pem") + "\n");
        assertThat(reload()).isFalse();
        assertThat(subscribe()).contains("\"event\":\"subscribed\"");
        assertThat(metric("quotegate_config_reloads_total{result=\"failed\"}")).isEqualTo(2);
        assertThat(metric("quotegate_config_reloads_total{result=\"ok\"}")).isZero();
    }

    private RawSocket connect() throws IOException {
        return new RawSocket(gateway.address());
    }

    private static String ask(RawSocket socket, String json) throws IOException {
        return socket.sendFrame(json).readFrame();
    }

    private boolean reloadTokens(Path tokens) throws IOException {
        write("auth:\n  tokens-file: " + tokens + "\n");
        return reload();
    }

    @Test
    void tokensAreNeededOthersAreAndThenNone() throws IOException {
        String alice = new TokenFile(directory.resolve("first")).add("alice", Right.USUAL);
        String bob = new TokenFile(directory.resolve("second")).add("bob", Right.USUAL);
        String asAlice = "{\"op\":\"auth\",\"token\":\"" + alice + "\"}";
        assertThat(reloadTokens(directory.resolve("first"))).isTrue();
        assertThat(ask("{\"op\":\"quotes\"}")).as("who was there before").contains("\"code\":\"unauthenticated\"");
        try (RawSocket known = connect();
                RawSocket other = connect()) {
            assertThat(ask(other, "{\"op\":\"quotes\"}")).contains("\"code\":\"unauthenticated\"");
            assertThat(ask(known, asAlice)).contains("authenticated");

            Files.writeString(directory.resolve("broken"), "no file of tokens");
            assertThat(reloadTokens(directory.resolve("broken"))).isFalse();
            assertThat(reloadTokens(directory.resolve("nowhere"))).isFalse();
            assertThat(ask(known, "{\"op\":\"quotes\"}")).startsWith("{\"event\":\"quotes\"");
            assertThat(ask(other, "{\"op\":\"quotes\"}")).contains("\"code\":\"unauthenticated\"");

            assertThat(reloadTokens(directory.resolve("second"))).isTrue();
            assertThat(known.readFrame()).contains("\"event\":\"bye\",\"reason\":\"unauthenticated\"");
            assertThat(ask(other, asAlice)).contains("\"code\":\"unauthenticated\"");
            assertThat(ask(other, "{\"op\":\"auth\",\"token\":\"" + bob + "\"}"))
                    .contains("\"name\":\"bob\"");
        }
        write("");
        assertThat(reload()).isTrue();
        try (RawSocket anybody = connect()) {
            assertThat(ask(anybody, "{\"op\":\"quotes\"}")).startsWith("{\"event\":\"quotes\"");
        }
        assertThat(metric("quotegate_config_reloads_total{result=\"ok\"}")).isEqualTo(3);
        assertThat(metric("quotegate_config_reloads_total{result=\"failed\"}")).isEqualTo(2);
    }

    @Test
    void tlsIsRequiredAndNotSpokenAnyMoreForNewClients() throws IOException {
        write("tls:\n  mode: required\n");
        assertThat(reload()).isTrue();
        try (RawSocket plain = new RawSocket(gateway.address())) {
            plain.sendFrame("{\"op\":\"ping\"}");
            assertThat(plain.readFrame()).contains("tls_required");
        }
        TlsClient secure = new TlsClient(gateway.address(), directory.resolve("cert.pem"));
        try (RawSocket inside = secure.raw();
                WebSocketProbe probe = new WebSocketProbe(secure.raw())) {
            probe.ask("/v1/stream").readHead();
            inside.sendFrame("{\"op\":\"ping\"}");
            assertThat(inside.readFrame()).contains("pong");
            write("tls:\n  mode: \"off\"\n");
            assertThat(reload()).isTrue();
            inside.sendFrame("{\"op\":\"ping\"}");
            assertThat(inside.readFrame()).contains("pong");
            probe.text("{\"op\":\"ping\"}");
            assertThat(probe.read().text()).contains("pong");
        }
        assertThat(ask("{\"op\":\"ping\"}")).contains("pong");
        assertThat(metric("quotegate_requests_total")).isPositive();
    }
}
