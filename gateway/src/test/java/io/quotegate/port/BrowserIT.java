package io.quotegate.port;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of any site can do to a gateway on the machine of whoever looks at it, over every protocol it can reach. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {
    private static final String CALL = "/quotegate.v1.QuoteService/GetQuote";
    private static final String EVIL = "https://evil.example";
    private static final String FRIEND = "https://friend.example:8443";

    private SimulatedMarket market;

    /** What a page may ask for that costs us more than an answer it cannot read. */
    private enum Ask {
        WEB_SOCKET("200", ":method", "CONNECT", ":protocol", "websocket", ":path", "/v1/stream"),
        PRICES("200", ":method", "CONNECT", ":protocol", "websocket", ":path", "/courses"),
        EVENTS("200", ":method", "GET", ":path", "/v1/stream"),
        GRPC_WEB("200", ":method", "POST", ":path", CALL, "content-type", "application/grpc-web+proto"),
        GRPC_WEB_TEXT("200", ":method", "POST", ":path", CALL, "content-type", "application/grpc-web-text"),
        GRPC("200", ":method", "POST", ":path", CALL, "content-type", "application/grpc"),
        POST("404", ":method", "POST", ":path", "/v1/nothing/here", "content-type", "text/plain"),
        PREFLIGHT("204", ":method", "OPTIONS", ":path", CALL, "access-control-request-method", "POST");

        private final String status;
        private final List<String> fields;

        Ask(String status, String... fields) {
            this.status = status;
            this.fields = List.of(fields);
        }

        private boolean isWebSocket() {
            return fields.contains("websocket");
        }

        private boolean isNativeGrpc() {
            return this == GRPC;
        }

        private boolean hasBody() {
            return fields.contains("POST");
        }

        /** The status of an answer over HTTP/1.1. */
        private String status11() {
            return isWebSocket() ? "101" : isNativeGrpc() ? "415" : status;
        }

        private byte[] body() {
            byte[] message = WebBody.framed(
                    GetQuoteRequest.newBuilder().setPair("BTC-USDT").build());
            return this == GRPC_WEB_TEXT ? Base64.getEncoder().encode(message) : message;
        }

        private byte[] over11(String host, String origin) throws IOException {
            String method = isWebSocket() ? "GET" : value(":method");
            StringBuilder head =
                    new StringBuilder(method + ' ' + value(":path") + " HTTP/1.1\r\nHost: " + host + "\r\n");
            head.append(origin.isEmpty() ? "" : "Origin: " + origin + "\r\n");
            for (int i = 0; i < fields.size(); i += 2) {
                if (!fields.get(i).startsWith(":")) {
                    head.append(fields.get(i))
                            .append(": ")
                            .append(fields.get(i + 1))
                            .append("\r\n");
                }
            }
            if (isWebSocket()) {
                head.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
                        .append("Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n");
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] body = hasBody() ? body() : new byte[0];
            head.append(hasBody() ? "Content-Length: " + body.length + "\r\n\r\n" : "\r\n");
            all.write(head.toString().getBytes(US_ASCII));
            all.write(body);
            return all.toByteArray();
        }

        private Http2Frames over2(int stream, String host, String origin) {
            String[] given = fields.toArray(String[]::new);
            Http2Frames frames = new Http2Frames();
            String[] all = new String[given.length + 8];
            System.arraycopy(given, 0, all, 0, given.length);
            String[] more = {":scheme", "http", ":authority", host, "sec-websocket-version", "13", "origin", origin};
            // Pseudo-header fields stand first.
            int pseudo = 0;
            while (pseudo < given.length && given[pseudo].startsWith(":")) {
                pseudo += 2;
            }
            System.arraycopy(given, 0, all, 0, pseudo);
            System.arraycopy(more, 0, all, pseudo, 4);
            System.arraycopy(given, pseudo, all, pseudo + 4, given.length - pseudo);
            System.arraycopy(more, 4, all, given.length + 4, 4);
            String[] sent = origin.isEmpty() ? Arrays.copyOf(all, all.length - 2) : all;
            frames.headers(stream, !hasBody() && !isWebSocket(), sent);
            return hasBody() ? frames.frame(Http2Frames.DATA, Http2Frames.END_STREAM, stream, body()) : frames;
        }

        private String value(String name) {
            return fields.get(fields.indexOf(name) + 1);
        }
    }

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(100, "server.origins=" + FRIEND);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private String host() {
        return "127.0.0.1:" + market.gateway().address().getPort();
    }

    /** The head that answers {@code ask} over HTTP/1.1, in lower case. */
    private String ask11(Ask ask, String host, String origin) throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.send(ask.over11(host, origin));
            return socket.readUntil("\r\n\r\n").toLowerCase(Locale.ROOT);
        }
    }

    /** The same over HTTP/2. */
    private String ask2(Ask ask, String host, String origin) throws IOException {
        try (Http2Probe probe = Http2Probe.open(market.gateway().address())) {
            probe.send(ask.over2(1, host, origin));
            return String.valueOf(probe.read(Http2Frames.HEADERS).fields());
        }
    }

    private static String status2(String status) {
        return ":status: " + status;
    }

    @ParameterizedTest
    @EnumSource
    void turnsPagesOfOtherSitesAway(Ask ask) throws IOException {
        for (String origin :
                List.of(EVIL, "null", "http://localhost", "https://friend.example", "http://127.0.0.1:1")) {
            String head = ask11(ask, host(), origin);
            assertThat(head).as(origin).startsWith("http/1.1 403 ").doesNotContain("access-control-allow-origin");
            assertThat(ask2(ask, host(), origin))
                    .as(origin)
                    .contains(status2("403"))
                    .doesNotContain("access-control-allow-origin");
        }
    }

    @ParameterizedTest
    @EnumSource
    void servesItsOwnPagesAndThoseThatAreAllowedAndWhatIsNoPage(Ask ask) throws IOException {
        for (String origin : List.of("", "http://" + host(), "https://" + host(), FRIEND)) {
            String head = ask11(ask, host(), origin);
            assertThat(head).as(origin).startsWith("http/1.1 " + ask.status11() + ' ');
            String head2 = ask2(ask, host(), origin);
            assertThat(head2).as(origin).contains(status2(ask.status));
            if (ask.isWebSocket()) {
                continue; // asks nobody whether the page may read it
            }
            assertThat(head.contains("access-control-allow-origin: " + FRIEND + "\r\n"))
                    .as(origin)
                    .isEqualTo(origin.equals(FRIEND));
            assertThat(head2.contains("access-control-allow-origin: " + FRIEND))
                    .as(origin)
                    .isEqualTo(origin.equals(FRIEND));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotCalledByNamesOfOthers(Ask ask) throws IOException {
        for (String host : List.of(
                "evil.example", "evil.example:" + market.gateway().address().getPort(), "localhost.evil")) {
            assertThat(ask11(ask, host, "http://" + host)).as(host).startsWith("http/1.1 421 ");
            assertThat(ask2(ask, host, "http://" + host)).as(host).contains(status2("421"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/quotes", "/v1/files", "/v1/files/none", "/healthz", "/metrics", "/", "/v1/nothing/here"})
    void answersNothingUnderNamesOfOthers(String path) throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.send("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                    + "GET http://evil.example" + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET http://localhost" + "/healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 421 ");
            assertThat(socket.readUntil("\r\n\r\n")).contains("HTTP/1.1 421 ");
            assertThat(socket.readUntil("\r\n\r\n")).contains("HTTP/1.1 200 ");
        }
        try (Http2Probe probe = Http2Probe.open(market.gateway().address())) {
            probe.send(new Http2Frames()
                    .headers(
                            1, true, ":method", "GET", ":scheme", "http", ":path", path, ":authority", "evil.example"));
            assertThat(probe.answer(1).status()).isEqualTo("421");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:1",
                "localhost.",
                "a.localhost",
                "127.0.0.1",
                "127.0.0.1:99",
                "[::1]:8",
                "10.1.2.3"
            })
    void answersUnderNamesOfThisMachineAndUnderAddresses(String host) throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void showsPagesOfOtherSitesNothingOfWhatTheyMayRead() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.send("GET /v1/quotes HTTP/1.1\r\nHost: " + host() + "\r\nOrigin: " + EVIL + "\r\n\r\n");
            assertThat(socket.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContainIgnoringCase("access-control");
        }
    }

    @Test
    void leadsNoPageOfAnotherSiteToHttp2() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.send("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
            assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
            socket.send(new Http2Frames().preface().bytes());
            Http2Frame.Reader reader = new Http2Frame.Reader(socket::readBytes);
            Http2Frame frame = reader.next();
            while (frame.type() != Http2Frames.HEADERS) {
                frame = reader.next();
            }
            assertThat(frame.fields().status()).hasToString("421");
        }
    }

    @Test
    void countsWhomItTurnsAway() throws IOException {
        ask11(Ask.POST, "evil.example", "");
        ask11(Ask.POST, host(), EVIL);
        assertThat(market.metric("quotegate_turned_away_total{rule=\"hosts\"}")).isPositive();
        assertThat(market.metric("quotegate_turned_away_total{rule=\"origins\"}"))
                .isPositive();
    }
}
