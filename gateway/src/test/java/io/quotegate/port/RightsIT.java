package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Right;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The matrix of rights: every operation, route and call, by every protocol, plain and over TLS, with no token, a wrong one,
 * a revoked one, one that has the right and nothing else, and one that has everything else. What there is, is asked of the
 * gateway; which right it takes stands here.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsIT {
    private static final Pattern ROUTE = Pattern.compile("(\\S+(?:, \\S+)*) +(/\\S*) +\\S.*");

    private static final Map<String, Right> ROUTES = Map.ofEntries(
            Map.entry("GET /", Right.ANYBODY),
            Map.entry("GET /client-interface.html", Right.ANYBODY),
            Map.entry("GET /app/{*name}", Right.ANYBODY),
            Map.entry("GET /v1", Right.TOKEN),
            Map.entry("GET /v1/openapi.json", Right.TOKEN),
            Map.entry("GET /v1/asyncapi.json", Right.TOKEN),
            Map.entry("GET /healthz", Right.ANYBODY),
            Map.entry("GET /readyz", Right.ANYBODY),
            Map.entry("GET /metrics", Right.METRICS),
            Map.entry("GET /v1/info", Right.TOKEN),
            Map.entry("POST /v1/session", Right.TOKEN),
            Map.entry("DELETE /v1/session", Right.ANYBODY),
            Map.entry("GET /courses", Right.QUOTES),
            Map.entry("GET /{pair}", Right.QUOTES),
            Map.entry("GET /v1/pairs", Right.QUOTES),
            Map.entry("GET /v1/venues", Right.QUOTES),
            Map.entry("GET /v1/quotes", Right.QUOTES),
            Map.entry("GET /v1/quotes/{pair}", Right.QUOTES),
            Map.entry("GET /v1/books/{pair}", Right.QUOTES),
            Map.entry("GET /v1/sbe.xml", Right.TOKEN),
            Map.entry("GET /v1/candles/{pair}", Right.QUOTES),
            Map.entry("GET /v1/trades/{pair}", Right.QUOTES),
            Map.entry("GET /v1/indicators/{pair}", Right.QUOTES),
            Map.entry("GET /v1/convert", Right.QUOTES),
            Map.entry("GET /v1/stream", Right.QUOTES),
            Map.entry("GET /v1/files", Right.FILES),
            Map.entry("GET /v1/files/{*name}", Right.FILES),
            Map.entry("GET /v1/archive", Right.FILES),
            Map.entry("POST /v1/files/roll", Right.FILES),
            Map.entry("GET /v1/game/winners", Right.INTERACTIVE),
            Map.entry("websocket /v1/stream", Right.ANYBODY), // what is said there has rights of its own
            Map.entry("websocket /courses", Right.QUOTES),
            Map.entry("websocket /{pair}", Right.QUOTES),
            Map.entry("websocket /_echo", Right.TOKEN));

    private static final Map<String, Right> SERVICES = Map.ofEntries(
            Map.entry("quotegate.v1.QuoteService", Right.QUOTES),
            Map.entry("quotegate.v1.BookService", Right.QUOTES),
            Map.entry("quotegate.v1.CandleService", Right.QUOTES),
            Map.entry("quotegate.v1.IndicatorService", Right.QUOTES),
            Map.entry("quotegate.v1.ConversionService", Right.QUOTES),
            Map.entry("quotegate.v1.FileService", Right.FILES),
            Map.entry("quotegate.v1.ChatService", Right.INTERACTIVE),
            Map.entry("quotegate.v1.GameService", Right.INTERACTIVE),
            Map.entry("grpc.health.v1.Health", Right.TOKEN),
            Map.entry("grpc.reflection.v1.ServerReflection", Right.TOKEN),
            Map.entry("grpc.reflection.v1alpha.ServerReflection", Right.TOKEN));

    @TempDir
    static Path directory = Path.of("");

    private TokenKind.Ring ring;
    private Gateway gateway;
    private TlsClient tls;

    @BeforeAll
    void start() throws IOException {
        Path tokens = directory.resolve("tokens");
        ring = new TokenKind.Ring(tokens);
        Files.createDirectories(directory.resolve("files"));
        Files.writeString(directory.resolve("files/hello.txt"), "hello");
        gateway = TestGateways.start(
                "auth.tokens-file=" + tokens,
                "files.dir=" + directory.resolve("files"),
                "tls.dir=" + directory.resolve("tls"),
                "debug.echo=true");
        new io.quotegate.auth.TokenFile(tokens).revoke("revoked");
        gateway.reloadTokens();
        SimulatedMarket.awaitTls(gateway, directory.resolve("tls/cert.pem"));
        tls = new TlsClient(gateway.address(), directory.resolve("tls/cert.pem"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private RawSocket connect(boolean secure) throws IOException {
        return secure ? tls.raw() : new RawSocket(gateway.address());
    }

    // What there is

    @Test
    void noOperationIsForgotten() {
        List<RequestSample> samples = RequestSample.all();
        assertThat(samples.stream().map(RequestSample::type).collect(Collectors.toSet()))
                .isEqualTo(RequestSample.kinds());
        Set<ClientFrame.RequestCase> cases = samples.stream()
                .map(RequestSample::frame)
                .filter(java.util.Objects::nonNull)
                .map(ClientFrame::getRequestCase)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ClientFrame.RequestCase.class)));
        assertThat(cases).isEqualTo(EnumSet.allOf(ClientFrame.RequestCase.class));
        for (PushChannel channel : PushChannel.values()) {
            if (channel != PushChannel.CHAT) {
                String name = "'channel':'" + channel.wireName() + '\'';
                assertThat(samples)
                        .as(name)
                        .filteredOn(sample -> sample.json().contains(name))
                        .hasSize(2);
            }
        }
        assertThat(ClientRequest.class.isSealed()).isTrue();
    }

    @Test
    void noRouteAndNoCallIsForgotten() throws Exception {
        assertThat(routes(false).keySet()).isEqualTo(ROUTES.keySet());
        Set<String> services = routes(true).keySet().stream()
                .map(path -> path.substring(1, path.lastIndexOf('/')))
                .collect(Collectors.toSet());
        assertThat(services).isEqualTo(SERVICES.keySet());
    }

    /** By what the gateway itself lists: method and path, or of a call only the path. */
    private Map<String, Right> routes(boolean calls) throws Exception {
        Map<String, Right> routes = new LinkedHashMap<>();
        HttpResponse<InputStream> index = send(
                http(false, HttpClient.Version.HTTP_1_1),
                "GET",
                "/v1",
                ring.token(TokenKind.RIGHT, Right.TOKEN),
                false,
                false);
        for (String line : new String(index.body().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            Matcher parts = ROUTE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            String path = parts.group(2);
            if (line.endsWith("A call of gRPC or gRPC-Web.")) {
                if (calls) {
                    routes.put(path, SERVICES.getOrDefault(path.substring(1, path.lastIndexOf('/')), Right.ADMIN));
                }
            } else if (!calls) {
                String name = parts.group(1).split(", ", 2)[0] + ' ' + path;
                routes.put(name, ROUTES.getOrDefault(name, Right.ADMIN));
            }
        }
        return routes;
    }

    // The matrix

    @ParameterizedTest
    @EnumSource(StreamWay.class)
    void holdsForOperations(StreamWay way) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (RequestSample sample : RequestSample.all()) {
            if (way.isProto() && sample.frame() == null) {
                continue;
            }
            for (TokenKind kind : TokenKind.values()) {
                for (boolean secure : new boolean[] {false, true}) {
                    try (RawSocket socket = connect(secure)) {
                        String outcome = way.ask(socket, ring.token(kind, sample.right()), sample);
                        check(
                                expected(way, sample, kind),
                                outcome,
                                sample.json() + ' ' + kind + " tls " + secure,
                                wrong);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String expected(StreamWay way, RequestSample sample, TokenKind kind) {
        boolean toldAtTheDoor =
                way == StreamWay.WEBSOCKET_PROTO && (kind == TokenKind.WRONG || kind == TokenKind.REVOKED);
        boolean showsAWrongOne = sample.type() == ClientRequest.Auth.class;
        return toldAtTheDoor || showsAWrongOne ? "unauthenticated" : kind.outcome(sample.right());
    }

    private static void check(String expected, String outcome, String what, List<String> wrong) {
        if (!outcome.equals(expected)) {
            wrong.add(what + ": " + outcome + " (expected: " + expected + ')');
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void holdsForRoutes(HttpClient.Version version) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (boolean secure : new boolean[] {false, true}) {
            HttpClient client = http(secure, version);
            for (Map.Entry<String, Right> route : routes(false).entrySet()) {
                String[] name = route.getKey().split(" ", 2);
                for (TokenKind kind : TokenKind.values()) {
                    boolean webSocket = name[0].equals("websocket");
                    if (webSocket && version == HttpClient.Version.HTTP_2) {
                        continue; // one endpoint answers for both versions, which no client of the JDK shows
                    }
                    String token = ring.token(kind, route.getValue());
                    String path = path(name[1]);
                    int status = webSocket
                            ? handshake(secure, path, token)
                            : status(send(client, name[0], path, token, secure, version == HttpClient.Version.HTTP_2));
                    String outcome = status == 401 ? "unauthenticated" : status == 403 ? "forbidden" : TokenKind.OK;
                    boolean toldAtTheDoor = webSocket && (kind == TokenKind.WRONG || kind == TokenKind.REVOKED);
                    String expected = toldAtTheDoor ? "unauthenticated" : kind.outcome(route.getValue());
                    check(expected, outcome, route.getKey() + ' ' + kind + " tls " + secure + " " + status, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String path(String pattern) {
        return pattern.replace("{pair}", "BTC-USDT").replace("{*name}", "hello.txt");
    }

    private HttpClient http(boolean secure, HttpClient.Version version) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder().version(version);
        if (secure) {
            builder.sslContext(io.quotegate.tls.ClientTls.of(tls.ca(), false).context());
        }
        return builder.build();
    }

    private HttpResponse<InputStream> send(
            HttpClient client, String method, String path, String token, boolean secure, boolean asCookie)
            throws Exception {
        String scheme = secure ? "https" : "http";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(scheme + "://localhost:" + gateway.address().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty() && asCookie && !path.equals("/v1/session")) {
            request.header("Cookie", "other=1; quotegate-token=" + token);
        } else if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static int status(HttpResponse<InputStream> response) throws IOException {
        response.body().close();
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            assertThat(response.headers().firstValue("www-authenticate").orElse(""))
                    .startsWith("Bearer realm=\"quotegate\"");
        }
        return response.statusCode();
    }

    private int handshake(boolean secure, String path, String token) throws IOException {
        try (RawSocket socket = connect(secure)) {
            WebSocketProbe probe = new WebSocketProbe(socket);
            String[] shown = token.isEmpty() ? new String[0] : new String[] {"Authorization: bearer " + token};
            String head = probe.ask(path, shown).readHead();
            return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void holdsForCalls(boolean secure) throws Exception {
        List<String> wrong = new ArrayList<>();
        ManagedChannel channel = secure ? tls.channel() : GrpcJsonClient.channel(gateway.address());
        try {
            Map<String, Right> calls = routes(true);
            calls.put("/quotegate.v1.QuoteService/Fly", Right.TOKEN);
            for (Map.Entry<String, Right> call : calls.entrySet()) {
                for (TokenKind kind : TokenKind.values()) {
                    String token = ring.token(kind, call.getValue());
                    String expected = kind.outcome(call.getValue());
                    check(expected, call(channel, call.getKey(), token), call.getKey() + ' ' + kind, wrong);
                    check(expected, webCall(secure, call.getKey(), token), "web " + call.getKey() + ' ' + kind, wrong);
                }
            }
        } finally {
            channel.shutdownNow();
        }
        assertThat(wrong).isEmpty();
    }

    /** Calls with one empty message; whatever is answered is allowed, if it is not a status that says otherwise. */
    private static String call(ManagedChannel channel, String path, String token) throws Exception {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                .setFullMethodName(path.substring(1))
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .build();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = channel.newCall(method, CallOptions.DEFAULT);
        Metadata head = new Metadata();
        if (!token.isEmpty()) {
            head.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onHeaders(Metadata headers) {
                        outcome.complete(TokenKind.OK);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        outcome.complete(code(status.getCode().value(), trailers));
                    }
                },
                head);
        call.request(1);
        call.sendMessage(new byte[0]);
        call.halfClose();
        try {
            return outcome.get(1, TimeUnit.MINUTES);
        } finally {
            call.cancel("the test knows enough", null);
        }
    }

    private static String code(int status, Metadata trailers) {
        String code = trailers.get(Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER));
        String known = status == Status.Code.UNAUTHENTICATED.value()
                ? "unauthenticated"
                : status == Status.Code.PERMISSION_DENIED.value() ? "forbidden" : TokenKind.OK;
        return known.equals(TokenKind.OK) || known.equals(code) ? known : known + " with the code " + code;
    }

    private record Bytes() implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** The same over gRPC-Web and HTTP/1.1. */
    private String webCall(boolean secure, String path, String token) throws Exception {
        HttpClient client = http(secure, HttpClient.Version.HTTP_1_1);
        String scheme = secure ? "https" : "http";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(scheme + "://localhost:" + gateway.address().getPort() + path))
                .header("content-type", "application/grpc-web+proto")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[5]));
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        try (DataInputStream body = new DataInputStream(response.body())) {
            boolean isWhole =
                    response.headers().firstValue("content-length").isPresent(); // or it goes on, and may be silent
            if (!isWhole || body.read() != 0x80) {
                return TokenKind.OK;
            }
            byte[] trailers = new byte[body.readInt()];
            body.readFully(trailers);
            return webCode(new String(trailers, StandardCharsets.US_ASCII));
        }
    }

    private static String webCode(String trailers) {
        Map<String, String> fields = Arrays.stream(trailers.split("\r\n"))
                .map(line -> line.split(": ?", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        String status = fields.getOrDefault("grpc-status", "");
        @Nullable String code = fields.get("quotegate-code");
        return status.equals("16") || status.equals("7") ? String.valueOf(code) : TokenKind.OK;
    }
}
