package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.quotegate.api.Right;
import io.quotegate.auth.TokenFile;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens through their life: shown, kept by browsers, revoked under clients of every protocol, and never written down. */
@Timeout(120)
class TokensIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}";

    @TempDir
    Path directory;

    private TokenFile file;
    private String alice = "";
    private String bob = "";
    private SimulatedMarket market;

    @BeforeEach
    void start() throws IOException {
        file = new TokenFile(directory.resolve("tokens"));
        alice = file.add("alice", Right.USUAL);
        bob = file.add("bob", Right.USUAL);
        market = SimulatedMarket.asking(
                bob, 500, "auth.tokens-file=" + directory.resolve("tokens"), "tls.dir=" + directory.resolve("tls"));
    }

    @AfterEach
    void stop() {
        market.close();
    }

    private InetSocketAddress address() {
        return market.gateway().address();
    }

    private static String auth(String token) {
        return "{\"op\":\"auth\",\"token\":\"" + token + "\",\"id\":\"a\"}";
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + address().getPort() + path);
    }

    @Test
    void tellsWhoTheClientIs() throws IOException {
        try (RawSocket socket = new RawSocket(address())) {
            socket.sendFrame(auth(alice));
            assertThat(socket.readFrame())
                    .isEqualTo("{\"event\":\"authenticated\",\"id\":\"a\",\"name\":\"alice\","
                            + "\"rights\":[\"quotes\",\"files\",\"interactive\",\"relay\",\"metrics\"]}");
            socket.sendFrame(auth("wrong"));
            assertThat(socket.readFrame())
                    .isEqualTo(
                            "{\"event\":\"error\",\"code\":\"unauthenticated\",\"message\":\"the token is not valid\","
                                    + "\"id\":\"a\"}");
            socket.sendFrame("{\"op\":\"quote\",\"pair\":\"BTC-USDT\"}");
            assertThat(socket.readFrame()).as("it stays who it was").startsWith("{\"event\":\"quote\"");
        }
    }

    @Test
    void endsWhateverARevokedTokenBeganAndNothingElse() throws Exception {
        List<RawSocket> open = new ArrayList<>();
        ManagedChannel channel = GrpcJsonClient.channel(address());
        try (Subscription others = new Subscription(market)) {
            others.send(auth(bob));
            others.send(SUBSCRIBE);
            others.await(message -> message.has("seq"));
            RawSocket frames = open(open).sendFrame(auth(alice)).sendFrame(SUBSCRIBE);
            RawSocket json = open(open).send(auth(alice) + SUBSCRIBE);
            WebSocketProbe webSocket = new WebSocketProbe(open(open));
            webSocket.ask("/v1/stream", "Authorization: Bearer " + alice).readHead();
            webSocket.text(SUBSCRIBE);
            WebSocketProbe later = new WebSocketProbe(open(open));
            later.ask("/v1/stream").readHead();
            later.text(auth(alice)).text(SUBSCRIBE);
            RawSocket events = open(open)
                    .send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + alice + "\r\n\r\n");
            RawSocket idle = open(open)
                    .send("GET /v1/info HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + alice + "\r\n\r\n");
            assertThat(idle.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
            Metadata head = new Metadata();
            head.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + alice);
            QuoteStream quotes = QuoteStream.open(
                    ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(head)),
                    Mode.MODE_LATEST,
                    "*");
            quotes.await(100);

            file.revoke("alice");
            market.gateway().reloadTokens();

            assertThat(lastFrame(frames)).isEqualTo("{\"event\":\"bye\",\"reason\":\"unauthenticated\"}");
            assertThat(json.readToEnd()).endsWith("{\"event\":\"bye\",\"reason\":\"unauthenticated\"}\n");
            assertThat(closeCode(webSocket)).isEqualTo(4008);
            assertThat(closeCode(later)).isEqualTo(4008);
            assertThat(events.readToEnd()).contains("event: bye\ndata: unauthenticated\n");
            assertThat(idle.readToEnd()).startsWith("{\"name\":\"quotegate\"");
            assertThat(quotes.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            long before = others.quotes();
            others.await(message -> others.quotes() > before + 500); // each behind the one before
            for (String protocol : List.of("frames", "json", "sse", "grpc", "http")) {
                assertThat(market.metric("quotegate_disconnects_total{protocol=\"" + protocol
                                + "\",reason=\"unauthenticated\"}"))
                        .as(protocol)
                        .isEqualTo(1);
            }
            assertThat(market.metric("quotegate_disconnects_total{protocol=\"websocket\",reason=\"unauthenticated\"}"))
                    .isEqualTo(2);
            assertThat(market.metric("quotegate_auth_tokens")).isEqualTo(1);
            try (RawSocket again = new RawSocket(address())) {
                assertThat(again.sendFrame(auth(alice)).readFrame()).contains("\"code\":\"unauthenticated\"");
            }
        } finally {
            channel.shutdownNow();
            for (RawSocket socket : open) {
                socket.close();
            }
        }
    }

    private RawSocket open(List<RawSocket> open) throws IOException {
        RawSocket socket = new RawSocket(address());
        open.add(socket);
        return socket;
    }

    private static String lastFrame(RawSocket socket) throws IOException {
        String frame = socket.readFrame();
        while (!frame.startsWith("{\"event\":\"bye\"")) {
            frame = socket.readFrame();
        }
        return frame;
    }

    private static int closeCode(WebSocketProbe probe) throws IOException {
        WebSocketProbe.Frame frame = probe.read();
        while (frame.opcode() != WebSocketProbe.CLOSE) {
            frame = probe.read();
        }
        return frame.closeCode();
    }

    /** One stream of HTTP/2 ends, and what others began on the same connection goes on. */
    @Test
    void endsStreamsOfARevokedTokenAndNotTheConnectionOfSeveral() throws Exception {
        ManagedChannel channel = GrpcJsonClient.channel(address());
        try {
            QuoteStream hers = QuoteStream.open(as(channel, alice), Mode.MODE_LATEST, "*");
            QuoteStream his = QuoteStream.open(as(channel, bob), Mode.MODE_LATEST, "*");
            hers.await(100);
            his.await(100);
            file.revoke("alice");
            market.gateway().reloadTokens();
            assertThat(hers.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            his.await(1_000);
            assertThat(market.metric("quotegate_disconnects_total{protocol=\"http2\",reason=\"unauthenticated\"}"))
                    .isZero();
        } finally {
            channel.shutdownNow();
        }
    }

    private static io.grpc.Channel as(ManagedChannel channel, String token) {
        Metadata head = new Metadata();
        head.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(head));
    }

    @Test
    void takesTheFileUpByItself() throws IOException {
        String carol = file.add("carol", Set.of(Right.QUOTES));
        RawSocket[] socket = new RawSocket[1];
        SimulatedMarket.await("the token of carol", () -> {
            try {
                socket[0] = new RawSocket(address());
                String answer = socket[0].sendFrame(auth(carol)).readFrame();
                if (!answer.contains("authenticated\",")) {
                    socket[0].close();
                }
                return answer.startsWith("{\"event\":\"authenticated\"");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        file.revoke("carol");
        assertThat(lastFrame(socket[0])).contains("unauthenticated"); // or it waits no longer
        socket[0].close();
    }

    /** Those who speak, but show no token, whatever they speak. */
    @Test
    void endsWhoShowsNoTokenForTenSeconds() throws Exception {
        List<RawSocket> open = new ArrayList<>();
        try {
            RawSocket frames = open(open).sendFrame("{\"op\":\"ping\"}");
            RawSocket json = open(open).send("{\"op\":\"ping\"}");
            WebSocketProbe webSocket = new WebSocketProbe(open(open));
            webSocket.ask("/v1/stream").readHead();
            webSocket.text("{\"op\":\"ping\"}");
            RawSocket http = open(open).send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            RawSocket known = open(open)
                    .send("GET /v1/info HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + bob + "\r\n\r\n");
            assertThat(lastFrame(frames)).isEqualTo("{\"event\":\"bye\",\"reason\":\"unauthenticated\"}");
            String lines = json.readToEnd().replaceAll("\\{\"event\":\"heartbeat\"[^}]*}\n", ""); // of a busy machine
            assertThat(lines).isEqualTo("{\"event\":\"pong\"}\n{\"event\":\"bye\",\"reason\":\"unauthenticated\"}\n");
            assertThat(closeCode(webSocket)).isEqualTo(4008);
            assertThat(http.readToEnd()).startsWith("HTTP/1.1 200");
            known.readUntil("}");
            known.send("GET /v1/info HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(known.readUntil("\r\n\r\n"))
                    .as("each request shows its own")
                    .startsWith("HTTP/1.1 401");
        } finally {
            for (RawSocket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void hasABrowserKeepTheToken() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder session = HttpRequest.newBuilder(uri("/v1/session"));
        HttpResponse<String> none = client.send(
                session.copy().POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("set-cookie")).isEmpty();
        assertThat(none.body()).contains("\"code\":\"unauthenticated\"");
        HttpResponse<String> wrong = client.send(
                session.copy()
                        .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + alice + "x\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("set-cookie")).isEmpty();
        for (HttpRequest.Builder right : List.of(
                session.copy().header("Authorization", "Bearer " + alice).POST(HttpRequest.BodyPublishers.noBody()),
                session.copy().POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + alice + "\"}")))) {
            HttpResponse<String> begun = client.send(right.build(), BodyHandlers.ofString());
            assertThat(begun.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(begun.body()).path("name").asText()).isEqualTo("alice");
            assertThat(begun.headers().allValues("set-cookie"))
                    .containsExactly("quotegate-token=" + alice + "; Path=/; HttpOnly; SameSite=Strict");
        }
        try (WebSocketProbe probe =
                new WebSocketProbe(address(), "/v1/stream", "Cookie: a=b; quotegate-token=" + alice)) {
            probe.text("{\"op\":\"quote\",\"pair\":\"BTC-USDT\"}");
            assertThat(probe.read().text()).startsWith("{\"event\":\"quote\"");
        }
        HttpResponse<String> gone = client.send(session.copy().DELETE().build(), BodyHandlers.ofString());
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(gone.headers().firstValue("set-cookie").orElse(""))
                .isEqualTo("quotegate-token=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void hasABrowserKeepTheTokenForTlsOnlyWhereItIsSpoken() throws Exception {
        Path ca = directory.resolve("tls/cert.pem");
        SimulatedMarket.await("a certificate", () -> Files.exists(ca));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + address().getPort() + "/v1/session"))
                .header("Authorization", "Bearer " + alice)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> begun = new TlsClient(address(), ca).http().send(request, BodyHandlers.ofString());
        assertThat(begun.headers().firstValue("set-cookie").orElse(""))
                .isEqualTo("quotegate-token=" + alice + "; Path=/; HttpOnly; SameSite=Strict; Secure");
    }

    @Test
    void agreesOnASubprotocolBesideTheTokenAndNeverOnTheToken() throws IOException {
        for (String wanted : List.of("quotegate.v1.json", "quotegate.v1.protobuf", "")) {
            String offered = wanted.isEmpty() ? "bearer." + alice : wanted + ", bearer." + alice;
            try (WebSocketProbe probe =
                    new WebSocketProbe(address(), "/v1/stream", "Sec-WebSocket-Protocol: " + offered)) {
                assertThat(probe.isOpen()).isTrue();
                assertThat(probe.head()).doesNotContain("bearer");
                assertThat(probe.head()
                                .toLowerCase(java.util.Locale.ROOT)
                                .contains("sec-websocket-protocol: " + wanted))
                        .isEqualTo(!wanted.isEmpty());
            }
        }
    }

    /** Its bytes are looked for in all that was written while clients showed it in every way, rightly and wrongly. */
    @Test
    void isWrittenNowhere(@TempDir Path other) throws Exception {
        StringBuilder answers = new StringBuilder();
        try (SmallGateway gateway = new SmallGateway(
                other,
                "true",
                List.of("-Xmx256m"),
                market.okx(),
                market.binance(),
                "log.level=debug",
                "auth.tokens-file=" + directory.resolve("tokens"),
                "tls.dir=" + directory.resolve("tls"))) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", gateway.port());
            String wrong = alice.substring(0, 34) + '0';
            for (String token : List.of(alice, wrong)) {
                for (String said : List.of(
                        auth(token) + "{\"op\":\"" + token + "\"}{\"op\":\"quote\",\"pair\":\"" + token + "\"}{",
                        "{\"op\":\"auth\",\"token\":\"" + token,
                        "{\"token\":\"" + token + "\",\"op\":\"chat-join\",\"room\":\"" + token + "\",\"user\":\""
                                + token + "\"}{\"op\":\"bye\"}",
                        get("/v1/info", token),
                        get("/v1/quotes/" + token, token),
                        get("/" + token, token),
                        get("/v1/files/" + token + "?token=" + token, token),
                        get("/v1/convert?from=" + token + "&to=" + token + "&amount=1", token),
                        get("/v1/candles/BTC-USDT?limit=" + token, token),
                        "GET /v1/info HTTP/1.1\r\nHost: localhost\r\nCookie: quotegate-token=" + token
                                + "\r\nBad Header: x\r\n\r\n",
                        "GET /v1/info HTTP/1.1\r\nHost: localhost\r\nCookie: quotegate-token=" + token
                                + "\r\nConnection: close\r\n\r\n")) {
                    try (RawSocket socket = new RawSocket(address)) {
                        socket.send(said);
                        socket.shutdownOutput();
                        answers.append(socket.readToEnd());
                    }
                }
                try (WebSocketProbe probe = new WebSocketProbe(
                        address, "/v1/stream", "Sec-WebSocket-Protocol: quotegate.v1.json, bearer." + token)) {
                    answers.append(probe.head());
                }
                ManagedChannel channel = GrpcJsonClient.channel(address);
                QuoteStream quotes = QuoteStream.open(as(channel, token), Mode.MODE_LATEST, token);
                answers.append(quotes.awaitEnd());
                channel.shutdownNow();
            }
            try (RawSocket socket = new RawSocket(address)) {
                socket.send(get("/metrics", bob));
                String metrics = socket.readToEnd();
                assertThat(metrics).contains("quotegate_auth_refused_total");
                answers.append(metrics);
            }
            file.revoke("alice");
            SimulatedMarket.await("the change in the log", () -> log(gateway).contains("gone are [alice]"));
            answers.append(log(gateway));
            assertThat(log(gateway).contains(" DEBUG ")).as("it says much").isTrue();
            for (String token : List.of(alice, bob, wrong)) {
                assertThat(answers.toString().lines().filter(line -> line.contains(token.substring(3, 20))))
                        .isEmpty();
            }
        }
    }

    private static String get(String target, String token) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                + "\r\n\r\n";
    }

    private static String log(SmallGateway gateway) {
        try {
            return String.join("\n", gateway.log());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
