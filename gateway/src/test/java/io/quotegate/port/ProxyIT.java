package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotegate.gateway.detect.ProxyHeaders;
import io.quotegate.testkit.Fork;
import io.quotegate.testkit.RawSocket;
import io.quotegate.tls.ClientTls;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway behind proxies that say for whom they speak. */
@Isolated
@Timeout(120)
class ProxyIT {
    private static final String PING = "{\"op\":\"ping\"}";
    private static final String PROXIED = "server.trusted-proxies=127.0.0.9/32";
    private static final String PROXY = "127.0.0.9";
    private static final String LOGGED = "log.access=1";

    @TempDir
    private Path directory;

    private RawSocket connect(SimulatedMarket market, byte[] header) throws IOException {
        return new RawSocket(from(PROXY, market.gateway().address())).send(header);
    }

    /** A connection from an address of this machine. */
    private static Socket from(String address, InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(to);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(60));
        return socket;
    }

    private static byte[] v1(String address) {
        return ProxyHeaders.v1("PROXY TCP4 " + address + " 127.0.0.1 4711 8080");
    }

    private static String answer(RawSocket socket) throws IOException {
        socket.sendFrame(PING);
        return socket.readFrame();
    }

    @Test
    void countsTheClientsAndNotTheProxy() throws Exception {
        try (SimulatedMarket market = new SimulatedMarket(1, PROXIED, "limits.connections-per-address=2");
                RawSocket one = connect(market, new byte[0]);
                RawSocket two = connect(market, new byte[0]);
                RawSocket three = connect(market, new byte[0]);
                RawSocket other = connect(market, new byte[0]);
                RawSocket health = connect(market, new byte[0])) {
            // Each says its header when the one before was let in: event loops read them in no order.
            assertThat(answer(one.send(v1("203.0.113.7")))).contains("pong");
            assertThat(answer(two.send(ProxyHeaders.v2Tcp4("cb007107", "e0000100"))))
                    .contains("pong");
            assertThat(answer(three.send(v1("203.0.113.7")))).contains("too_many_connections");
            assertThat(answer(other.send(v1("203.0.113.8")))).contains("pong");
            assertThat(answer(health.send(ProxyHeaders.v2(ProxyHeaders.LOCAL, ProxyHeaders.UNSPEC, ""))))
                    .contains("pong");
            two.close();
            SimulatedMarket.await("room for another", () -> {
                try (RawSocket again = connect(market, v1("203.0.113.7"))) {
                    return answer(again).contains("pong");
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void aProxyMustSayForWhomItSpeaks() throws Exception {
        try (SimulatedMarket market = new SimulatedMarket(1, PROXIED);
                RawSocket silent = new RawSocket(from(PROXY, market.gateway().address()))) {
            silent.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(silent.readToEnd()).isEmpty();
        }
    }

    @Test
    void tlsIsSpokenBehindTheHeader() throws Exception {
        Path cert = directory.resolve("cert.pem");
        try (SimulatedMarket market = new SimulatedMarket(1, PROXIED, "tls.dir=" + directory)) {
            SimulatedMarket.await("a certificate", () -> Files.exists(cert));
            InetSocketAddress address = market.gateway().address();
            try (Socket plain = from(PROXY, address)) {
                plain.getOutputStream().write(ProxyHeaders.v2Tcp4("cb007107", ""));
                SSLSocket secure = (SSLSocket) ClientTls.of(cert, false)
                        .context()
                        .getSocketFactory()
                        .createSocket(plain, "localhost", address.getPort(), false);
                try (RawSocket socket = new RawSocket(secure)) {
                    assertThat(answer(socket)).contains("pong");
                }
            }
        }
    }

    /** Debian's haproxy, in front of a gateway. */
    private final class Haproxy implements AutoCloseable {
        private final Process process;
        private final int port;

        Haproxy(SimulatedMarket market, String mode, String more) throws Exception {
            Path program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, "haproxy"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            assumeTrue(program != null, "haproxy is not installed here");
            port = Fork.port();
            Path config = directory.resolve("haproxy.cfg");
            Files.write(
                    config,
                    List.of(
                            "defaults",
                            "  mode " + mode,
                            "  timeout connect 5s",
                            "  timeout client 30s",
                            "  timeout server 30s",
                            "listen quotegate",
                            "  bind 127.0.0.1:" + port,
                            more,
                            "  server one 127.0.0.1:"
                                    + market.gateway().address().getPort() + " send-proxy-v2 source " + PROXY
                                    + " pool-max-conn 0")); // none is kept for a next client: each ends with its own
            process = new ProcessBuilder(String.valueOf(program), "-f", config.toString(), "-db")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("haproxy.log").toFile())
                    .start();
            SimulatedMarket.await("haproxy", () -> {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    return socket.isConnected();
                } catch (IOException e) {
                    return false;
                }
            });
        }

        /** From another address of this machine. */
        RawSocket connect(String client) throws IOException {
            return new RawSocket(from(client, new InetSocketAddress("127.0.0.1", port)));
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void haproxyForwardsEveryProtocolAsItIs() throws Exception {
        try (SimulatedMarket market = new SimulatedMarket(100, PROXIED, LOGGED);
                AccessLines lines = new AccessLines();
                Haproxy haproxy = new Haproxy(market, "tcp", "");
                RawSocket frames = haproxy.connect("127.0.0.2");
                RawSocket http = haproxy.connect("127.0.0.3")) {
            assertThat(answer(frames)).contains("pong");
            http.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(http.readUntil("}")).contains("200 OK");
            frames.close();
            http.close();
            SimulatedMarket.await(
                    "both lines",
                    () -> has(lines, "/127.0.0.2:\\d+ protocol=frames") && has(lines, "/127.0.0.3:\\d+ protocol=http"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  option forwardfor"})
    void haproxySpeaksHttpForItsClients(String more) throws Exception {
        try (SimulatedMarket market = new SimulatedMarket(100, PROXIED, LOGGED);
                AccessLines lines = new AccessLines();
                Haproxy haproxy = new Haproxy(market, "http", more)) {
            for (String from : Arrays.asList("127.0.0.2", "127.0.0.3")) {
                try (RawSocket http = haproxy.connect(from)) {
                    http.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n");
                    assertThat(http.readUntil("}")).contains("200 OK");
                }
                SimulatedMarket.await("its line", () -> has(lines, '/' + from + ":\\d+ protocol=http"));
            }
            assertThat(lines.access())
                    .as("a header that anybody can send")
                    .noneMatch(line -> line.contains("203.0.113"));
        }
    }

    private static boolean has(AccessLines lines, String pattern) {
        return lines.access().stream().anyMatch(line -> line.matches("address=" + pattern + ".*"));
    }
}
