package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.END_STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.port.Http2Probe.Answer;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.util.Arrays;
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

/** gRPC-Web, as browsers send it. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcWebIT {
    private static final String GET = "/quotegate.v1.QuoteService/GetQuote";
    private static final String STREAM = "/quotegate.v1.QuoteService/StreamQuotes";
    private static final String DROPS = "quotegate_drops_total";
    private static final String OPEN_CALLS = "quotegate_connections{protocol=\"grpc\"}";
    private static final String SLOW = "quotegate_disconnects_total{protocol=\"grpc\",reason=\"slow_consumer\"}";
    private static final String CLOSED = "quotegate_disconnects_total{protocol=\"grpc\",reason=\"client_closed\"}";

    /** Quotes: several times what may wait for a client, of which the kernel holds no more than the limit and its window. */
    private static final int MANY = 40_000; // of all pairs, while those of one come that somebody keeps up with

    private static final String PAIR = "BTC-USDT";

    private static final long FEW_BYTES = 1024 * 1024;
    private static final int SMALL_BUFFER = 64 * 1024;

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(10_000, "limits.frame=4KiB", "server.origins=http://page.example");
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private RawSocket connect() throws IOException {
        return new RawSocket(market.gateway().address());
    }

    private static byte[] quoteOf(String pair) {
        return WebBody.framed(GetQuoteRequest.newBuilder().setPair(pair).build());
    }

    private static byte[] stream(Mode mode, String... pairs) {
        return WebBody.framed(StreamQuotesRequest.newBuilder()
                .addAllPairs(List.of(pairs))
                .setMode(mode)
                .build());
    }

    /** A request over HTTP/1.1 and its body. */
    private static byte[] post(String path, String type, byte[] body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nX-Grpc-Web: 1\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] all = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(US_ASCII), 0, all, 0, head.length());
        System.arraycopy(body, 0, all, head.length(), body.length);
        return all;
    }

    /** The body of an answer that has a length. */
    private static byte[] answer(RawSocket socket, String status) throws IOException {
        String head = socket.readUntil("\r\n\r\n").toLowerCase(Locale.ROOT);
        assertThat(head).startsWith("http/1.1 " + status);
        String length = head.replaceAll("(?s).*content-length: ([0-9]+)\r\n.*", "$1");
        return socket.readBytes(Integer.parseInt(length));
    }

    private static void assertQuote(byte[] answer, WebBody.Kind kind, String pair) throws IOException {
        WebBody body = new WebBody(kind);
        body.add(answer);
        assertThat(body.quotes()).singleElement().satisfies(quote -> {
            assertThat(quote.getPair()).isEqualTo(pair);
            assertThat(quote.getSimulated()).isTrue();
        });
        assertThat(body.trailers()).isEqualTo("grpc-status: 0\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void answersCallsOverHttp11OneAfterAnotherAndOtherRequestsBetween(WebBody.Kind kind) throws IOException {
        try (RawSocket socket = connect()) {
            byte[] btc = post(GET, kind.type(), kind.encode(quoteOf("BTC-USDT")));
            byte[] eth = post(GET, kind.type(), kind.encode(quoteOf("ETH-USDT")));
            socket.send(btc);
            assertQuote(answer(socket, "200"), kind, "BTC-USDT");
            socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            answer(socket, "200");
            socket.send(btc)
                    .send(eth)
                    .send("GET /v1/info HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .send(btc);
            assertQuote(answer(socket, "200"), kind, "BTC-USDT");
            assertQuote(answer(socket, "200"), kind, "ETH-USDT");
            assertThat(new String(answer(socket, "200"), US_ASCII)).contains("\"name\":\"quotegate\"");
            assertQuote(answer(socket, "200"), kind, "BTC-USDT");
            for (int size : new int[] {1, 3, 50}) {
                socket.sendChopped(btc, size);
                assertQuote(answer(socket, "200"), kind, "BTC-USDT");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersCallsOverHttp2(WebBody.Kind kind) throws IOException {
        try (Http2Probe probe = Http2Probe.open(market.gateway().address())) {
            probe.send(frames(1, GET, kind, quoteOf("BTC-USDT")));
            Answer answer = probe.answer(1);
            assertThat(answer.head().get("content-type")).hasToString(kind.type() + "+proto");
            assertThat(answer.head().contains("access-control-allow-origin")).isFalse();
            assertThat(answer.head().contains("access-control-expose-headers")).isFalse();
            assertThat(answer.head().contains("grpc-status")).isFalse();
            assertQuote(answer.body(), kind, "BTC-USDT");
        }
    }

    private static Http2Frames frames(int stream, String path, WebBody.Kind kind, byte[] body) {
        return new Http2Frames()
                .headers(stream, false, Http2Frames.request("POST", path, "content-type", kind.type()))
                .frame(DATA, END_STREAM, stream, kind.encode(body));
    }

    @ParameterizedTest
    @EnumSource
    void streamsQuotesOverHttp11UntilTheClientLeaves(WebBody.Kind kind) throws IOException {
        double closed = market.metric(CLOSED);
        try (RawSocket socket = connect()) {
            socket.send(post(STREAM, kind.type(), kind.encode(stream(Mode.MODE_ALL, PAIR))));
            String head = socket.readUntil("\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
            assertThat(head).doesNotContainIgnoringCase("content-length");
            WebBody body = new WebBody(kind);
            while (body.quotes().size() < 500) {
                body.add(socket.readBytes(256));
            }
            assertThat(body.drops()).isZero();
            assertThat(market.metric(OPEN_CALLS)).isEqualTo(1);
        }
        SimulatedMarket.await("nothing left behind", () -> market.metric(OPEN_CALLS) == 0);
        assertThat(market.metric(CLOSED) - closed).isEqualTo(1);
    }

    /** Begins to stream over HTTP/1.1, and reads {@code count} quotes. */
    private WebBody open(RawSocket socket, WebBody.Kind kind, Mode mode, int count, String... pairs)
            throws IOException {
        socket.send(post(STREAM, kind.type(), kind.encode(stream(mode, pairs))));
        assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        WebBody body = new WebBody(kind);
        readMore(socket, body, count);
        return body;
    }

    private static void readMore(RawSocket socket, WebBody body, int count) throws IOException {
        int wanted = body.quotes().size() + count;
        while (body.quotes().size() < wanted) {
            body.add(socket.readBytes(64)); // less than a message, so that there is always so much to come
        }
    }

    @ParameterizedTest
    @EnumSource
    void conflatesAStreamOfModeLatestThatIsNotReadOverHttp11(WebBody.Kind kind) throws IOException {
        long heldBefore = GrpcLeavingsIT.pinnedBytes();
        double dropsBefore = market.metric(DROPS);
        try (RawSocket slow =
                new RawSocket(market.gateway().address(), SMALL_BUFFER)) { // one that is not set grows to megabytes
            WebBody conflated = open(slow, kind, Mode.MODE_LATEST, 100);
            WebBody complete; // while the other is not read
            try (RawSocket quick = connect()) {
                complete = open(quick, WebBody.Kind.BINARY, Mode.MODE_ALL, MANY / SimulatedMarket.PAIRS, PAIR);
            }
            assertThat(complete.drops()).as("nobody else is held up").isZero();
            SimulatedMarket.await("few bytes held", () -> GrpcLeavingsIT.pinnedBytes() - heldBefore < FEW_BYTES);
            while (!conflated.hasReached(complete)) { // each checked: seq follows seq and drops
                readMore(slow, conflated, 100);
            }
            assertThat(conflated.drops())
                    .as("what the kernel's buffers did not hold is left out")
                    .isPositive();
            assertThat(market.metric(DROPS) - dropsBefore).isGreaterThanOrEqualTo((double) conflated.drops());
            readMore(slow, conflated, 5000);
        }
        SimulatedMarket.await("nothing left behind", () -> market.metric(OPEN_CALLS) == 0);
    }

    @ParameterizedTest
    @EnumSource
    void endsAStreamOfModeAllThatIsNotReadOverHttp11(WebBody.Kind kind) throws IOException {
        long heldBefore = GrpcLeavingsIT.pinnedBytes();
        double slowBefore = market.metric(SLOW);
        try (RawSocket slow = connect()) {
            WebBody body = open(slow, kind, Mode.MODE_ALL, 100);
            SimulatedMarket.await("ended as slow", () -> market.metric(SLOW) == slowBefore + 1);
            SimulatedMarket.await(
                    "what waited for it is thrown away", () -> GrpcLeavingsIT.pinnedBytes() - heldBefore < FEW_BYTES);
            while (body.trailers().isEmpty()) {
                body.add(slow.readBytes(1));
            }
            assertThat(body.trailers()).isEqualTo("grpc-status: 8\r\ngrpc-message: slow_consumer\r\n");
            assertThat(body.drops()).as("up to there it got every quote").isZero();
            assertThat(slow.readToEnd()).isEmpty();
        }
        SimulatedMarket.await("nothing left behind", () -> market.metric(OPEN_CALLS) == 0);
    }

    @ParameterizedTest
    @EnumSource
    void streamsQuotesOverHttp2(WebBody.Kind kind) throws IOException {
        try (Http2Probe probe = Http2Probe.open(market.gateway().address())) {
            probe.send(new Http2Frames().windowUpdate(0, 10_000_000));
            probe.send(frames(1, STREAM, kind, stream(Mode.MODE_ALL, PAIR)).windowUpdate(1, 10_000_000));
            WebBody body = new WebBody(kind);
            while (body.quotes().size() < 500) {
                body.add(probe.read(DATA).payload());
            }
            assertThat(body.drops()).isZero();
            probe.send(new Http2Frames().reset(1, 8));
            probe.sync();
        }
        SimulatedMarket.await("nothing left behind", () -> market.metric(OPEN_CALLS) == 0);
    }

    @ParameterizedTest
    @EnumSource
    void saysInTheBodyWhyItRefuses(WebBody.Kind kind) throws IOException {
        try (RawSocket socket = connect()) {
            socket.send(post(GET, kind.type(), kind.encode(quoteOf("X-Y"))));
            WebBody body = new WebBody(kind);
            body.add(answer(socket, "200"));
            assertThat(body.quotes()).isEmpty();
            assertThat(body.trailers())
                    .contains(
                            "grpc-status: 5\r\n",
                            "grpc-message: unknown pair: X-Y\r\n",
                            "quotegate-code: unknown_pair\r\n");
            socket.send(post("/quotegate.v1.QuoteService/Nothing", kind.type(), kind.encode(quoteOf("X-Y"))));
            WebBody unknown = new WebBody(kind);
            unknown.add(answer(socket, "200"));
            assertThat(unknown.trailers()).contains("grpc-status: 12\r\n");
            socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            answer(socket, "200");
        }
    }

    @Test
    void letsPagesOfOtherSitesCall() throws IOException {
        try (RawSocket socket = connect()) {
            String preflight = "OPTIONS " + GET + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://page.example\r\n"
                    + "Access-Control-Request-Method: POST\r\n"
                    + "Access-Control-Request-Headers: content-type,x-grpc-web\r\n\r\n";
            socket.send(preflight);
            String head = socket.readUntil("\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 204").doesNotContainIgnoringCase("content-length");
            assertThat(head.toLowerCase(Locale.ROOT))
                    .contains(
                            "access-control-allow-origin: http://page.example",
                            "access-control-allow-methods: post",
                            "access-control-allow-headers: content-type,x-grpc-web",
                            "access-control-max-age: ");
            socket.send(post(GET, "application/grpc-web+proto", quoteOf("BTC-USDT")));
            assertQuote(answer(socket, "200"), WebBody.Kind.BINARY, "BTC-USDT");
        }
        try (Http2Probe probe = Http2Probe.open(market.gateway().address())) {
            probe.send(new Http2Frames()
                    .headers(1, true, Http2Frames.request("OPTIONS", GET, "access-control-request-method", "POST")));
            Answer answer = probe.answer(1);
            assertThat(answer.status()).isEqualTo("204");
            assertThat(answer.head().get("access-control-allow-methods")).hasToString("POST");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc", "application/grpc+proto", "application/grpc-web+json", "text/plain"})
    void refusesOtherContentTypesOverHttp11AndGoesOn(String type) throws IOException {
        try (RawSocket socket = connect()) {
            socket.send(post(GET, type, quoteOf("BTC-USDT")));
            answer(socket, "415");
            socket.send(post(GET, "application/grpc-web", quoteOf("BTC-USDT")));
            assertQuote(answer(socket, "200"), WebBody.Kind.BINARY, "BTC-USDT");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsTooLargeOrNoMessage(WebBody.Kind kind) throws IOException {
        assertThat(trailers(kind, quoteOf("x".repeat(5000)))).contains("grpc-status: 8\r\n");
        assertThat(trailers(kind, new byte[] {2, 0, 0, 0, 0, 0})).contains("grpc-status: 13\r\n");
        assertThat(trailers(kind, new byte[] {0, 0, 0, 0, 9, 1})).contains("grpc-status: 13\r\n");
        assertThat(trailers(kind, new byte[] {0, 0, 0, 0, 1, -1})).contains("grpc-status: 2\r\n");
    }

    private String trailers(WebBody.Kind kind, byte[] body) throws IOException {
        try (RawSocket socket = connect()) {
            socket.send(post(GET, kind.type(), kind.encode(body)));
            WebBody answer = new WebBody(kind);
            answer.add(answer(socket, "200"));
            assertThat(answer.quotes()).isEmpty();
            return answer.trailers();
        }
    }

    @Test
    void refusesTextThatIsNoBase64() throws IOException {
        try (RawSocket socket = connect()) {
            socket.send(post(GET, "application/grpc-web-text", "AAAA*AAA".getBytes(US_ASCII)));
            WebBody answer = new WebBody(WebBody.Kind.TEXT);
            answer.add(answer(socket, "200"));
            assertThat(answer.trailers()).contains("grpc-status: 13\r\n", "grpc-message: body (expected: Base64)");
        }
    }

    @Test
    void endsARequestThatIsLargerThanMayWait() throws IOException {
        try (RawSocket socket = connect()) {
            byte[] messages = new byte[200_000]; // empty messages: the second is one too many
            socket.send(post(GET, "application/grpc-web", messages));
            WebBody answer = new WebBody(WebBody.Kind.BINARY);
            answer.add(answer(socket, "200"));
            assertThat(answer.trailers()).contains("grpc-status: 13\r\n");
        }
        SimulatedMarket.await("nothing left behind", () -> market.metric(OPEN_CALLS) == 0);
    }

    @Test
    void leavesNothingOfClientsThatLeaveWithinTheirRequest() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (RawSocket socket = connect()) {
                byte[] whole = post(GET, "application/grpc-web", quoteOf("BTC-USDT"));
                socket.send(Arrays.copyOf(whole, whole.length - 1 - i % 100));
            }
        }
        SimulatedMarket.await("nothing left behind", () -> market.metric(OPEN_CALLS) == 0);
    }
}
