package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.api.Right;
import io.quotegate.app.Gateway;
import io.quotegate.auth.TokenFile;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, certificates, versions and ciphers as others have them: over real sockets, by either provider. */
@Timeout(120)
class TlsTrustIT {
    private static final int TIMEOUT_MS = 60_000;
    private static final Pattern AEAD = Pattern.compile("TLS_(AES|CHACHA20)_.*|TLS_ECDHE_.*_(GCM|POLY1305)_SHA\\d+");

    @TempDir
    private Path directory;

    private TestAuthority authority;

    @BeforeEach
    void trust() throws Exception {
        authority = new TestAuthority("authority of this test");
    }

    private Gateway gateway(String provider, String... more) throws IOException {
        List<String> sets = new ArrayList<>(List.of(
                "tls.mode=required",
                "tls.provider=" + provider,
                "tls.cert=" + directory.resolve("cert.pem"),
                "tls.key=" + directory.resolve("key.pem")));
        sets.addAll(List.of(more));
        return TestGateways.start(sets.toArray(String[]::new));
    }

    private X509Certificate serve(TestAuthority.KeyKind kind) throws Exception {
        return authority.writeServer(directory.resolve("cert.pem"), directory.resolve("key.pem"), kind);
    }

    private static SSLSocket connect(Gateway gateway, SSLContext client, String... versions) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket();
        socket.connect(gateway.address(), TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        if (versions.length > 0) {
            socket.setEnabledProtocols(versions);
        }
        return socket;
    }

    private static String ask(Gateway gateway, SSLContext client, String version, String json) throws IOException {
        try (SSLSocket socket = connect(gateway, client, version);
                RawSocket frames = new RawSocket(socket)) {
            socket.startHandshake();
            return frames.sendFrame(json).readFrame();
        }
    }

    static Stream<Arguments> keys() {
        return Stream.of("boringssl", "jdk")
                .flatMap(provider ->
                        Arrays.stream(TestAuthority.KeyKind.values()).map(kind -> Arguments.of(provider, kind)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keysOfEveryKindAreReadFromTheirFiles(String provider, TestAuthority.KeyKind kind) throws Exception {
        X509Certificate certificate = serve(kind);
        try (Gateway gateway = gateway(provider);
                SSLSocket socket = connect(gateway, authority.client())) {
            socket.startHandshake();
            assertThat(socket.getSession().getPeerCertificates()).containsExactly(certificate);
        }
    }

    static Stream<Arguments> versions() {
        return Stream.of("boringssl", "jdk")
                .flatMap(provider -> Stream.of("TLSv1.2", "TLSv1.3").map(version -> Arguments.of(provider, version)));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aClientIsWhomTheCertificateNamesThatItShows(String provider, String version) throws Exception {
        serve(TestAuthority.KeyKind.EC_PKCS8);
        TestAuthority clients = new TestAuthority("authority of clients");
        Path tokens = directory.resolve("tokens");
        new TokenFile(tokens).add("alice", Set.of(Right.QUOTES));
        try (Gateway gateway = gateway(
                provider,
                "auth.tokens-file=" + tokens,
                "tls.client-ca=" + clients.write(directory.resolve("clients.pem")))) {
            SSLContext alice = authority.client(clients.identity("alice", "EC"));
            assertThat(ask(gateway, alice, version, "{\"op\":\"quotes\"}")).startsWith("{\"event\":\"quotes\"");
            assertThat(ask(gateway, alice, version, "{\"op\":\"files\"}")).contains("\"code\":\"forbidden\"");
            SSLContext rsa = authority.client(clients.identity("alice", "RSA"));
            assertThat(ask(gateway, rsa, version, "{\"op\":\"quotes\"}")).startsWith("{\"event\":\"quotes\"");
            SSLContext nobody = authority.client(clients.identity("mallory", "EC"));
            assertThat(ask(gateway, nobody, version, "{\"op\":\"quotes\"}")).contains("\"code\":\"unauthenticated\"");
            SSLContext forged = authority.client(new TestAuthority("authority of clients").identity("alice", "EC"));
            for (SSLContext unknown : List.of(authority.client(), forged)) {
                assertThatThrownBy(() -> ask(gateway, unknown, version, "{\"op\":\"quotes\"}"))
                        .isInstanceOf(IOException.class);
            }
            assertThat(ask(gateway, alice, version, "{\"op\":\"ping\"}")).contains("pong");
        }
    }

    /** Each of those that the JDK's client knows is offered alone. */
    @ParameterizedTest
    @MethodSource("keys")
    void onlyCiphersThatAuthenticateWhatTheyEncryptAreTaken(String provider, TestAuthority.KeyKind kind)
            throws Exception {
        serve(kind);
        SSLContext client = authority.client();
        try (Gateway gateway = gateway(provider)) {
            List<String> taken = new ArrayList<>();
            for (String cipher : client.getSupportedSSLParameters().getCipherSuites()) {
                String version = cipher.matches("TLS_(AES|CHACHA20)_.*") ? "TLSv1.3" : "TLSv1.2";
                try (SSLSocket socket = connect(gateway, client, version)) {
                    socket.setEnabledCipherSuites(new String[] {cipher});
                    socket.startHandshake();
                    taken.add(cipher);
                } catch (SSLException refused) {
                    assertThat(AEAD.matcher(cipher).matches() && cipher.contains(name(kind)))
                            .as("%s: %s", cipher, refused)
                            .isFalse();
                }
            }
            assertThat(taken)
                    .hasSizeBetween(6, 8)
                    .allMatch(cipher -> AEAD.matcher(cipher).matches());
        }
    }

    private static String name(TestAuthority.KeyKind kind) {
        return kind.name().startsWith("EC") ? "_ECDSA_" : "_RSA_";
    }

    /** What a client says that knows no newer version than {@code minor}, with ciphers that every such client has. */
    private static byte[] hello(int minor) {
        String version = String.format(Locale.ROOT, "03%02x", minor);
        String body = version + "00".repeat(32) + "00" + "0008" + "c009c013002f000a" + "0100";
        String handshake = String.format(Locale.ROOT, "01%06x", body.length() / 2) + body;
        return HexFormat.of()
                .parseHex("16" + "0301" + String.format(Locale.ROOT, "%04x", handshake.length() / 2) + handshake);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void olderVersionsAreRefusedWithAnAlert(String provider) throws Exception {
        serve(TestAuthority.KeyKind.EC_PKCS8);
        try (Gateway gateway = gateway(provider)) {
            for (int minor = 0; minor <= 2; minor++) {
                try (Socket socket = new Socket()) {
                    socket.connect(gateway.address(), TIMEOUT_MS);
                    socket.setSoTimeout(TIMEOUT_MS);
                    socket.getOutputStream().write(hello(minor));
                    InputStream in = socket.getInputStream();
                    byte[] alert = in.readNBytes(7);
                    assertThat(alert[0]).as("of version 3.%d: an alert", minor).isEqualTo((byte) 21);
                    assertThat(alert[5]).as("fatal").isEqualTo((byte) 2);
                    assertThat(alert[6]).as("protocol_version").isIn((byte) 70, (byte) 40);
                    assertThat(in.read()).isEqualTo(-1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void opensslAgreesOnVersionsAndCiphers(String provider) throws Exception {
        Program openssl = Program.installed("openssl");
        serve(TestAuthority.KeyKind.EC_PKCS8);
        String ca = authority.write(directory.resolve("ca.pem")).toString();
        try (Gateway gateway = gateway(provider)) {
            String place = "localhost:" + gateway.address().getPort();
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                assertThat(openssl.run(
                                        "",
                                        "s_client",
                                        "-connect",
                                        place,
                                        version,
                                        "-CAfile",
                                        ca,
                                        "-verify_return_error",
                                        "-verify_hostname",
                                        "localhost")
                                .said())
                        .contains("Verify return code: 0 (ok)");
            }
            String others = "ALL:COMPLEMENTOFALL:!AESGCM:!CHACHA20:@SECLEVEL=0";
            assertThat(openssl.run("", "s_client", "-connect", place, "-tls1_2", "-cipher", others)
                            .said())
                    .contains("handshake failure");
            for (String old : List.of("-tls1", "-tls1_1")) {
                assertThat(openssl.run("", "s_client", "-connect", place, old, "-cipher", "ALL:@SECLEVEL=0")
                                .exitCode())
                        .as(old)
                        .isNotZero();
            }
        }
    }

    private static final String PYTHON = String.join(
            "\n",
            "import socket, ssl, struct, sys",
            "context = ssl.create_default_context(cafile=sys.argv[1])",
            "with socket.create_connection(('localhost', int(sys.argv[2])), 30) as plain:",
            "    with context.wrap_socket(plain, server_hostname='localhost') as tls:",
            "        stream = tls.makefile('rwb')",
            "        for text in sys.argv[3:]:",
            "            stream.write(struct.pack('>I', len(text)) + text.encode())",
            "        stream.flush()",
            "        for text in sys.argv[3:]:",
            "            print(stream.read(struct.unpack('>I', stream.read(4))[0]).decode())",
            "        print(tls.version())");

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jdk"})
    void pythonSpeaksFramesOverItsOwnTls(String provider) throws Exception {
        Program python = Program.installed("python3");
        serve(TestAuthority.KeyKind.EC_PKCS8);
        Path ca = authority.write(directory.resolve("ca.pem"));
        Path script = Files.writeString(directory.resolve("frames.py"), PYTHON);
        try (Gateway gateway = gateway(provider, "server.bind=localhost")) {
            Program.Result result = python.run(
                    "",
                    script.toString(),
                    ca.toString(),
                    String.valueOf(gateway.address().getPort()),
                    "{\"op\":\"ping\"}",
                    "{\"op\":\"bye\"}");
            assertThat(result.said().lines())
                    .containsExactly(
                            "{\"event\":\"pong\"}", "{\"event\":\"bye\",\"reason\":\"client_bye\"}", "TLSv1.3");
        }
    }
}
