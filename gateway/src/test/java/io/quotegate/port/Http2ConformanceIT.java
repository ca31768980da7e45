package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.ACK;
import static io.quotegate.gateway.testkit.Http2Frames.CONTINUATION;
import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.END_HEADERS;
import static io.quotegate.gateway.testkit.Http2Frames.END_STREAM;
import static io.quotegate.gateway.testkit.Http2Frames.GOAWAY;
import static io.quotegate.gateway.testkit.Http2Frames.HEADERS;
import static io.quotegate.gateway.testkit.Http2Frames.PADDED;
import static io.quotegate.gateway.testkit.Http2Frames.PING;
import static io.quotegate.gateway.testkit.Http2Frames.PRIORITY;
import static io.quotegate.gateway.testkit.Http2Frames.PUSH_PROMISE;
import static io.quotegate.gateway.testkit.Http2Frames.RST_STREAM;
import static io.quotegate.gateway.testkit.Http2Frames.SETTINGS;
import static io.quotegate.gateway.testkit.Http2Frames.WINDOW_UPDATE;
import static io.quotegate.gateway.testkit.Http2Frames.WITH_PRIORITY;
import static io.quotegate.gateway.testkit.Http2Frames.block;
import static io.quotegate.gateway.testkit.Http2Frames.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.app.Gateway;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.port.Http2Probe.Answer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9113 and RFC 7541 in every corner, by a client that breaks every rule. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2ConformanceIT {
    private static final int NO_ERROR = 0;
    private static final int PROTOCOL_ERROR = 1;
    private static final int FLOW_CONTROL_ERROR = 3;
    private static final int STREAM_CLOSED = 5;
    private static final int FRAME_SIZE_ERROR = 6;
    private static final int REFUSED_STREAM = 7;
    private static final int COMPRESSION_ERROR = 9;
    private static final int ENHANCE_YOUR_CALM = 11;

    private static final String PATH = "/healthz";

    private Gateway gateway;

    @BeforeAll
    void start() throws IOException {
        gateway = TestGateways.start("debug.echo=true");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private Http2Probe open() throws IOException {
        return Http2Probe.open(gateway.address());
    }

    private static Http2Frames frames() {
        return new Http2Frames();
    }

    // What must work

    static Stream<Arguments> wellFormed() {
        byte[] head = block(request("GET", PATH));
        byte[] first = java.util.Arrays.copyOf(head, 5);
        byte[] rest = java.util.Arrays.copyOfRange(head, 5, head.length);
        byte[] padded = concat(new byte[] {3}, head, new byte[3]);
        byte[] prioritised = concat(Http2Frames.hex("00000003 10"), head);
        return Stream.of(
                arguments("plain", frames().get(1, PATH)),
                arguments(
                        "continued",
                        frames().frame(HEADERS, END_STREAM, 1, first).frame(CONTINUATION, 4, 1, rest)),
                arguments(
                        "continued by empty frames",
                        frames().frame(HEADERS, END_STREAM, 1, first)
                                .frame(CONTINUATION, 0, 1, "")
                                .frame(CONTINUATION, 0, 1, rest)
                                .frame(CONTINUATION, END_HEADERS, 1, "")),
                arguments("padded", frames().frame(HEADERS, END_STREAM | END_HEADERS | PADDED, 1, padded)),
                arguments(
                        "prioritised",
                        frames().frame(HEADERS, END_STREAM | END_HEADERS | WITH_PRIORITY, 1, prioritised)),
                arguments(
                        "with a body",
                        frames().post(1, PATH).data(1, false, "a").data(1, true, "b")),
                arguments(
                        "with padded data", frames().post(1, PATH).frame(DATA, PADDED | END_STREAM, 1, "02 6162 0000")),
                arguments(
                        "with empty data",
                        frames().post(1, PATH).data(1, false, "").data(1, true, "")),
                arguments(
                        "with trailers",
                        frames().post(1, PATH).data(1, false, "a").headers(1, true, "x-sum", "1")),
                arguments(
                        "with content-length",
                        frames().headers(1, false, request("POST", PATH, "content-length", "2"))
                                .data(1, true, "ab")),
                arguments("with te: trailers", frames().headers(1, true, request("GET", PATH, "te", "trailers"))),
                arguments(
                        "after an unknown frame",
                        frames().frame(0x16, 0, 0, "0102")
                                .frame(0x16, 0xFF, 1, "")
                                .get(1, PATH)),
                arguments(
                        "after PRIORITY of an idle stream",
                        frames().frame(PRIORITY, 0, 5, "00000003 10").get(1, PATH)),
                arguments("after unknown settings", frames().setting(0x99, 7).get(1, PATH)),
                arguments("with reserved bits", frames().frame(HEADERS, 0xC5 & ~PADDED, 1 | 1 << 31, head)),
                arguments("after a smaller table", frames().setting(1, 0).get(1, PATH)));
    }

    private static byte[] concat(byte[]... parts) {
        Http2Frames all = frames();
        for (byte[] part : parts) {
            all.raw(java.util.HexFormat.of().formatHex(part));
        }
        return all.bytes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wellFormed")
    void answersARequest(String name, Http2Frames frames) throws IOException {
        try (Http2Probe probe = open()) {
            Answer answer = probe.send(frames).answer(1);
            assertThat(answer.status()).isIn("200", "405");
            assertThat(probe.get(3, PATH).text()).isEqualTo("{\"status\":\"ok\"}");
        }
    }

    @Test
    void answersWhateverTheRequestIsCutInto() throws IOException {
        byte[] bytes = frames().preface().get(1, PATH).bytes();
        for (int size : new int[] {1, 2, 9, 10, 24, 33}) {
            try (Http2Probe probe = new Http2Probe(gateway.address())) {
                probe.socket().sendChopped(bytes, size);
                assertThat(probe.answer(1).status()).as("pieces of %d", size).isEqualTo("200");
            }
        }
    }

    @Test
    void tellsItsSettingsFirstAndAcknowledgesOurs() throws IOException {
        try (Http2Probe probe = open()) {
            Http2Frame settings = probe.read();
            assertThat(settings.type()).isEqualTo(SETTINGS);
            assertThat(java.util.HexFormat.of().formatHex(settings.payload()))
                    .contains("000300000064") // 100 streams
                    .contains("000400010000") // windows of 64 KiB
                    .contains("000600004000") // heads of 8 KiB
                    .contains("000800000001"); // extended CONNECT
            assertThat(probe.read(SETTINGS).isAck()).isTrue();
        }
    }

    @Test
    void answersPingsWithTheirPayload() throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(
                    frames().ping("12345678").frame(PING, ACK, 0, new byte[8]).ping("abcdefgh"));
            assertThat(probe.read(PING).text()).isEqualTo("12345678");
            assertThat(probe.read(PING).text()).isEqualTo("abcdefgh");
        }
    }

    // Errors of the connection

    static Stream<Arguments> connectionErrors() {
        byte[] head = block(request("GET", PATH));
        byte[] dependsOnItself = concat(Http2Frames.hex("00000001 10"), head);
        Http2Frames done = frames().get(1, PATH);
        return Stream.of(
                arguments("5.1 idle: DATA", PROTOCOL_ERROR, frames().data(1, true, "x")),
                arguments("5.1 idle: RST_STREAM", PROTOCOL_ERROR, frames().reset(1, 8)),
                arguments("5.1 idle: WINDOW_UPDATE", PROTOCOL_ERROR, frames().windowUpdate(1, 100)),
                arguments("5.1 idle: CONTINUATION", PROTOCOL_ERROR, frames().frame(CONTINUATION, 4, 1, head)),
                arguments("5.1 closed: HEADERS", STREAM_CLOSED, done.get(1, PATH)),
                arguments(
                        "5.1 closed: DATA", STREAM_CLOSED, frames().get(1, PATH).data(1, true, "x")),
                arguments("5.1.1 even stream", PROTOCOL_ERROR, frames().get(2, PATH)),
                arguments(
                        "5.1.1 lower stream",
                        PROTOCOL_ERROR,
                        frames().get(5, PATH).get(3, PATH)),
                arguments("4.2 frame too long", FRAME_SIZE_ERROR, frames().head(16385, DATA, 0, 1)),
                arguments("4.2 HEADERS too long", FRAME_SIZE_ERROR, frames().head(16385, HEADERS, 4, 1)),
                arguments("4.3 damaged block", COMPRESSION_ERROR, frames().frame(HEADERS, 5, 1, "400a")),
                arguments("4.3 index 0", COMPRESSION_ERROR, frames().frame(HEADERS, 5, 1, "80")),
                arguments("4.3 index beyond the table", COMPRESSION_ERROR, frames().frame(HEADERS, 5, 1, "ff80")),
                arguments("7541 2.3.3 index 70", COMPRESSION_ERROR, frames().frame(HEADERS, 5, 1, "c6")),
                arguments("7541 4.2 size after a field", COMPRESSION_ERROR, frames().frame(HEADERS, 5, 1, "8220")),
                arguments(
                        "7541 5.2 padding of 8 bits",
                        COMPRESSION_ERROR,
                        frames().frame(HEADERS, 5, 1, "0085f2b24a84ff874951fffffffa7f")),
                arguments(
                        "7541 5.2 EOS",
                        COMPRESSION_ERROR,
                        frames().frame(HEADERS, 5, 1, "0085f2b24a84ff8749 51ffffff fffa7f")),
                arguments("7541 6.3 table too large", COMPRESSION_ERROR, frames().frame(HEADERS, 5, 1, "3fe2ff03 82")),
                arguments("6.1 DATA on stream 0", PROTOCOL_ERROR, frames().frame(DATA, 0, 0, "00")),
                arguments(
                        "6.1 padding longer than DATA",
                        PROTOCOL_ERROR,
                        frames().post(1, PATH).frame(DATA, PADDED, 1, "05 6162")),
                arguments("6.2 HEADERS on stream 0", PROTOCOL_ERROR, frames().frame(HEADERS, 5, 0, head)),
                arguments(
                        "6.2 padding longer than HEADERS",
                        PROTOCOL_ERROR,
                        frames().frame(HEADERS, 5 | PADDED, 1, concat(new byte[] {127}, head))),
                arguments(
                        "6.2 another stream before the end",
                        PROTOCOL_ERROR,
                        frames().frame(HEADERS, 1, 1, head).get(3, PATH)),
                arguments(
                        "6.2 PING before the end",
                        PROTOCOL_ERROR,
                        frames().frame(HEADERS, 1, 1, head).ping("12345678")),
                arguments(
                        "6.2 unknown frame before the end",
                        PROTOCOL_ERROR,
                        frames().frame(HEADERS, 1, 1, head).frame(0x16, 0, 1, "")),
                arguments(
                        "5.3.1 HEADERS that depend on themselves",
                        PROTOCOL_ERROR,
                        frames().frame(HEADERS, 5 | WITH_PRIORITY, 1, dependsOnItself)),
                arguments("6.3 PRIORITY on stream 0", PROTOCOL_ERROR, frames().frame(PRIORITY, 0, 0, "00000001 10")),
                arguments("6.4 RST_STREAM on stream 0", PROTOCOL_ERROR, frames().reset(0, 8)),
                arguments(
                        "6.4 RST_STREAM of 3 bytes",
                        FRAME_SIZE_ERROR,
                        frames().post(1, PATH).frame(RST_STREAM, 0, 1, "000000")),
                arguments("6.5 SETTINGS on a stream", PROTOCOL_ERROR, frames().frame(SETTINGS, 0, 1, "")),
                arguments("6.5 SETTINGS ack with payload", FRAME_SIZE_ERROR, frames().frame(SETTINGS, ACK, 0, "00")),
                arguments("6.5 SETTINGS of 3 bytes", FRAME_SIZE_ERROR, frames().frame(SETTINGS, 0, 0, "000300")),
                arguments("6.5.2 ENABLE_PUSH of 2", PROTOCOL_ERROR, frames().setting(2, 2)),
                arguments("6.5.2 window above the most", FLOW_CONTROL_ERROR, frames().setting(4, 1L << 31)),
                arguments("6.5.2 frames below the least", PROTOCOL_ERROR, frames().setting(5, 16383)),
                arguments("6.5.2 frames above the most", PROTOCOL_ERROR, frames().setting(5, 1 << 24)),
                arguments(
                        "6.6 PUSH_PROMISE",
                        PROTOCOL_ERROR,
                        frames().frame(PUSH_PROMISE, 4, 1, concat(new byte[] {0, 0, 0, 2}, head))),
                arguments("6.7 PING on a stream", PROTOCOL_ERROR, frames().frame(PING, 0, 1, new byte[8])),
                arguments("6.7 PING of 6 bytes", FRAME_SIZE_ERROR, frames().frame(PING, 0, 0, new byte[6])),
                arguments("6.8 GOAWAY on a stream", PROTOCOL_ERROR, frames().frame(GOAWAY, 0, 1, new byte[8])),
                arguments("6.9 WINDOW_UPDATE of 0", PROTOCOL_ERROR, frames().windowUpdate(0, 0)),
                arguments(
                        "6.9 WINDOW_UPDATE of 3 bytes",
                        FRAME_SIZE_ERROR,
                        frames().frame(WINDOW_UPDATE, 0, 0, "000001")),
                arguments(
                        "6.9.1 window of the connection too large",
                        FLOW_CONTROL_ERROR,
                        frames().windowUpdate(0, Integer.MAX_VALUE)),
                arguments(
                        "6.9.2 window of a stream too large by settings",
                        FLOW_CONTROL_ERROR,
                        frames().post(1, PATH)
                                .windowUpdate(1, Integer.MAX_VALUE - 65535)
                                .setting(4, 65536)),
                arguments("6.10 CONTINUATION of nothing", PROTOCOL_ERROR, frames().frame(CONTINUATION, 4, 1, head)),
                arguments(
                        "6.10 CONTINUATION on stream 0",
                        PROTOCOL_ERROR,
                        frames().frame(HEADERS, 1, 1, head).frame(CONTINUATION, 4, 0, "")),
                arguments(
                        "6.10 CONTINUATION of another stream",
                        PROTOCOL_ERROR,
                        frames().frame(HEADERS, 1, 1, head).frame(CONTINUATION, 4, 3, "")),
                arguments(
                        "6.10 CONTINUATION after the end",
                        PROTOCOL_ERROR,
                        frames().frame(HEADERS, 5, 1, head).frame(CONTINUATION, 4, 1, "")),
                arguments("6.10 CONTINUATION without end", ENHANCE_YOUR_CALM, continuations()));
    }

    private static Http2Frames continuations() {
        Http2Frames flood = frames().frame(HEADERS, END_STREAM, 1, block(":method", "GET"));
        for (int i = 0; i < 40; i++) {
            flood.frame(CONTINUATION, 0, 1, block("x" + i, "y"));
        }
        return flood;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("connectionErrors")
    void endsTheConnection(String name, int code, Http2Frames frames) throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(frames);
            List<Http2Frame> end = probe.readToEnd();
            assertThat(end).as(name).last().satisfies(frame -> {
                assertThat(frame.type()).isEqualTo(GOAWAY);
                assertThat(frame.code()).isEqualTo(code);
            });
        }
    }

    static Stream<Arguments> prefaces() {
        return Stream.of(
                arguments(
                        "another text",
                        frames().text("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n").frame(SETTINGS, 0, 0, "")),
                arguments("no settings", frames().text(Http2Frames.PREFACE).get(1, PATH)),
                arguments(
                        "an ack of settings", frames().text(Http2Frames.PREFACE).frame(SETTINGS, ACK, 0, "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("prefaces")
    void endsAConnectionThatBeginsWrongly(String name, Http2Frames frames) throws IOException {
        try (Http2Probe probe = new Http2Probe(gateway.address())) {
            probe.send(frames);
            assertThat(probe.readToEnd()).last().satisfies(frame -> {
                assertThat(frame.type()).isEqualTo(GOAWAY);
                assertThat(frame.code()).isEqualTo(PROTOCOL_ERROR);
                assertThat(frame.text()).endsWith("protocol_error");
            });
        }
    }

    // Errors of a stream

    static Stream<Arguments> streamErrors() {
        return Stream.of(
                arguments(
                        "5.1 half-closed: HEADERS", STREAM_CLOSED, openStream().headers(1, false, "x", "y")),
                arguments(
                        "5.1 half-closed: trailers", STREAM_CLOSED, openStream().headers(1, true, "x", "y")),
                arguments("5.1 half-closed: DATA", STREAM_CLOSED, openStream().data(1, true, "x")),
                arguments(
                        "5.1 reset by the peer: HEADERS",
                        STREAM_CLOSED,
                        frames().post(1, PATH).reset(1, 8).headers(1, true, request("GET", PATH))),
                arguments(
                        "5.1 reset by the peer: DATA",
                        STREAM_CLOSED,
                        frames().post(1, PATH).reset(1, 8).data(1, true, "x")),
                arguments("5.3.1 PRIORITY on itself", PROTOCOL_ERROR, frames().frame(PRIORITY, 0, 1, "00000001 10")),
                arguments("6.3 PRIORITY of 4 bytes", FRAME_SIZE_ERROR, frames().frame(PRIORITY, 0, 1, "00000003")),
                arguments(
                        "6.9 WINDOW_UPDATE of 0",
                        PROTOCOL_ERROR,
                        frames().post(1, PATH).windowUpdate(1, 0)),
                arguments(
                        "6.9.1 window too large",
                        FLOW_CONTROL_ERROR,
                        frames().post(1, PATH).windowUpdate(1, Integer.MAX_VALUE)),
                arguments(
                        "8.1 second HEADERS without end",
                        PROTOCOL_ERROR,
                        frames().post(1, PATH).headers(1, false, "x", "y")),
                arguments(
                        "8.1 trailers with a pseudo-header",
                        PROTOCOL_ERROR,
                        frames().post(1, PATH).headers(1, true, ":method", "GET")),
                arguments("8.2 upper case", PROTOCOL_ERROR, with("X-Test", "1")),
                arguments("8.2.1 space in a name", PROTOCOL_ERROR, with("x test", "1")),
                arguments("8.2.1 line break in a value", PROTOCOL_ERROR, with("x-test", "a\r\nb")),
                arguments("8.2.1 NUL in a value", PROTOCOL_ERROR, with("x-test", "a\0b")),
                arguments("8.2.1 space before a value", PROTOCOL_ERROR, with("x-test", " a")),
                arguments("8.2.1 tab after a value", PROTOCOL_ERROR, with("x-test", "a\t")),
                arguments("8.2.2 connection", PROTOCOL_ERROR, with("connection", "keep-alive")),
                arguments("8.2.2 keep-alive", PROTOCOL_ERROR, with("keep-alive", "1")),
                arguments("8.2.2 proxy-connection", PROTOCOL_ERROR, with("proxy-connection", "keep-alive")),
                arguments("8.2.2 transfer-encoding", PROTOCOL_ERROR, with("transfer-encoding", "chunked")),
                arguments("8.2.2 upgrade", PROTOCOL_ERROR, with("upgrade", "h2c")),
                arguments("8.2.2 te: gzip", PROTOCOL_ERROR, with("te", "trailers, gzip")),
                arguments(
                        "8.3 unknown pseudo-header",
                        PROTOCOL_ERROR,
                        frames().headers(1, true, ":test", "1", ":method", "GET")),
                arguments(
                        "8.3 pseudo-header of an answer",
                        PROTOCOL_ERROR,
                        frames().headers(1, true, request("GET", PATH, ":status", "200"))),
                arguments("8.3 only that of an answer", PROTOCOL_ERROR, frames().headers(1, true, ":status", "200")),
                arguments(
                        "8.3 pseudo-header after a field",
                        PROTOCOL_ERROR,
                        frames().headers(1, true, ":method", "GET", ":scheme", "http", "x", "y", ":path", PATH)),
                arguments(
                        "8.3.1 no :method",
                        PROTOCOL_ERROR,
                        frames().headers(1, true, ":scheme", "http", ":path", PATH)),
                arguments(
                        "8.3.1 no :scheme", PROTOCOL_ERROR, frames().headers(1, true, ":method", "GET", ":path", PATH)),
                arguments(
                        "8.3.1 no :path",
                        PROTOCOL_ERROR,
                        frames().headers(1, true, ":method", "GET", ":scheme", "http")),
                arguments("8.3.1 empty :path", PROTOCOL_ERROR, frames().headers(1, true, request("GET", ""))),
                arguments(
                        "8.3.1 :path without slash",
                        PROTOCOL_ERROR,
                        frames().headers(1, true, request("GET", "healthz"))),
                arguments("8.3.1 :path * for GET", PROTOCOL_ERROR, frames().headers(1, true, request("GET", "*"))),
                arguments(
                        "8.3.1 two :method",
                        PROTOCOL_ERROR,
                        frames().headers(
                                        1, true, ":method", "GET", ":method", "GET", ":scheme", "http", ":path", PATH)),
                arguments(
                        "8.3.1 two :scheme",
                        PROTOCOL_ERROR,
                        frames().headers(
                                        1, true, ":method", "GET", ":scheme", "http", ":scheme", "http", ":path",
                                        PATH)),
                arguments(
                        "8.3.1 two :path",
                        PROTOCOL_ERROR,
                        frames().headers(1, true, ":method", "GET", ":scheme", "http", ":path", PATH, ":path", PATH)),
                arguments("8.3.1 another host", PROTOCOL_ERROR, with("host", "b")),
                arguments(
                        "8.5 CONNECT with :path", PROTOCOL_ERROR, frames().headers(1, false, request("CONNECT", PATH))),
                arguments(
                        "8.5 CONNECT without :authority",
                        PROTOCOL_ERROR,
                        frames().headers(1, false, ":method", "CONNECT")),
                arguments(
                        "8441 4 :protocol with GET",
                        PROTOCOL_ERROR,
                        frames().headers(
                                        1,
                                        false,
                                        ":method",
                                        "GET",
                                        ":protocol",
                                        "websocket",
                                        ":scheme",
                                        "http",
                                        ":path",
                                        "/courses",
                                        ":authority",
                                        "localhost")),
                arguments(
                        "8441 4 :protocol without :path",
                        PROTOCOL_ERROR,
                        frames().headers(
                                        1,
                                        false,
                                        ":method",
                                        "CONNECT",
                                        ":protocol",
                                        "websocket",
                                        ":scheme",
                                        "http",
                                        ":authority",
                                        "localhost")),
                arguments(
                        "8.1.1 less than content-length",
                        PROTOCOL_ERROR,
                        frames().headers(1, false, request("POST", PATH, "content-length", "3"))
                                .data(1, true, "ab")),
                arguments(
                        "8.1.1 more than content-length",
                        PROTOCOL_ERROR,
                        frames().headers(1, false, request("POST", PATH, "content-length", "1"))
                                .data(1, false, "ab")),
                arguments(
                        "8.1.1 content-length without a body",
                        PROTOCOL_ERROR,
                        frames().headers(1, true, request("POST", PATH, "content-length", "1"))),
                arguments(
                        "8.1.1 two content-lengths",
                        PROTOCOL_ERROR,
                        frames().headers(1, false, request("POST", PATH, "content-length", "1", "content-length", "2"))
                                .data(1, true, "a")),
                arguments(
                        "8.1.1 content-length is no number",
                        PROTOCOL_ERROR,
                        frames().headers(1, false, request("POST", PATH, "content-length", "x"))
                                .data(1, true, "a")));
    }

    /** A request whose answer goes on for ever, so that the stream stays half-closed. */
    private static Http2Frames openStream() {
        return frames().get(1, "/v1/stream");
    }

    private static Http2Frames with(String name, String value) {
        return frames().headers(1, true, request("GET", PATH, name, value));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamErrors")
    void resetsTheStreamAndServesTheNext(String name, int code, Http2Frames frames) throws IOException {
        try (Http2Probe probe = open()) {
            Http2Frame reset = probe.send(frames).read(RST_STREAM);
            assertThat(reset.stream()).isEqualTo(1);
            assertThat(reset.code()).as(name).isEqualTo(code);
            assertThat(probe.send(frames().get(3, PATH)).sync())
                    .as("the answer on stream 3")
                    .anyMatch(frame -> frame.stream() == 3 && frame.isEndOfStream());
        }
    }

    @Test
    void ignoresWhatWasOnItsWayToAStreamThatItReset() throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(frames().headers(1, false, request("POST", PATH, "connection", "x")));
            assertThat(probe.read(RST_STREAM).code()).isEqualTo(PROTOCOL_ERROR);
            probe.send(frames().data(1, false, "more")
                    .windowUpdate(1, 5)
                    .headers(1, true, "a", "b")
                    .reset(1, 8));
            assertThat(probe.sync()).isEmpty();
        }
    }

    // Limits

    @Test
    void refusesMoreStreamsThanItSaid() throws IOException {
        try (Http2Probe probe = open()) {
            Http2Frames many = frames();
            for (int i = 0; i < 101; i++) {
                many.post(1 + 2 * i, PATH);
            }
            Http2Frame refused = probe.send(many).read(RST_STREAM);
            assertThat(refused.stream()).isEqualTo(201);
            assertThat(refused.code()).isEqualTo(REFUSED_STREAM);
            probe.send(frames().data(201, true, "what was on its way").data(1, true, ""));
            assertThat(probe.answer(1).status()).isEqualTo("405");
            assertThat(probe.get(203, PATH).status()).isEqualTo("200");
        }
    }

    @Test
    void answersAHeadThatIsTooLargeWith431() throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(with("x-large", "y".repeat(16_250))); // with 32 bytes for each field
            assertThat(probe.answer(1).status()).isEqualTo("431");
            assertThat(probe.get(3, PATH).status()).isEqualTo("200");
            probe.send(frames().headers(5, true, request("GET", PATH, "x-large", "y".repeat(16_000))));
            assertThat(probe.answer(5).status()).isEqualTo("200");
        }
    }

    @Test
    void answersACallWhoseMetadataIsTooLargeAsCallsAreAnswered() throws IOException {
        try (Http2Probe probe = open()) {
            for (int stream = 1; stream < 7; stream += 2) {
                probe.send(largeCall(stream, 17_000 * stream));
                Http2Headers answer = probe.answer(stream).head();
                assertThat(answer.status()).hasToString("200");
                assertThat(answer.get("content-type")).hasToString("application/grpc");
                assertThat(answer.get("grpc-status")).as("RESOURCE_EXHAUSTED").hasToString("8");
                assertThat(answer.get("grpc-message")).asString().contains("metadata", "16384");
            }
            assertThat(probe.get(9, PATH).status()).isEqualTo("200");
        }
    }

    /** In as many frames as it needs. */
    private static Http2Frames largeCall(int stream, int bytes) {
        byte[] head = Http2Frames.block(request(
                "POST",
                "/quotegate.v1.QuoteService/GetQuote",
                "content-type",
                "application/grpc",
                "x-large",
                "y".repeat(bytes)));
        Http2Frames frames = frames();
        for (int from = 0; from < head.length; from += 16_384) {
            int to = Math.min(head.length, from + 16_384);
            frames.frame(
                    from == 0 ? HEADERS : CONTINUATION,
                    to == head.length ? END_HEADERS : 0,
                    stream,
                    Arrays.copyOfRange(head, from, to));
        }
        return frames;
    }

    /** As nginx does, for clients that take a reset for a failure though the answer is there. */
    @Test
    void answersABodyThatIsTooLargeWith413AndReadsOn() throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(frames().post(1, PATH));
            sendPieces(probe, 1, 65);
            assertThat(probe.answer(1).status()).isEqualTo("413");
            sendPieces(probe, 1, 1_000 - 65);
            assertThat(probe.sync()).noneMatch(frame -> frame.type() == RST_STREAM);
            probe.send(frames().data(1, true, "end"));
            assertThat(probe.sync()).noneMatch(frame -> frame.type() == RST_STREAM);
            assertThat(probe.get(3, PATH).status()).isEqualTo("200");
        }
    }

    @Test
    void answersABodyThatIsTooLargeWith413AndStopsIt() throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(frames().post(1, PATH));
            sendPieces(probe, 1, 65);
            assertThat(probe.answer(1).status()).isEqualTo("413");
            sendPieces(probe, 1, 1025);
            assertThat(probe.read(RST_STREAM).code()).isEqualTo(NO_ERROR);
            assertThat(probe.get(3, PATH).status()).isEqualTo("200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc", "application/grpc-web"})
    void letsACallSendOnThatWasAnsweredEarly(String type) throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(frames().headers(
                            1, false, request("POST", "/quotegate.v1.QuoteService/None", "content-type", type)));
            assertThat(probe.answer(1).status()).isEqualTo("200");
            sendPieces(probe, 1, 200);
            probe.send(frames().data(1, true, "end"));
            assertThat(probe.sync()).noneMatch(frame -> frame.type() == RST_STREAM);
            assertThat(probe.get(3, PATH).status()).isEqualTo("200");
        }
    }

    private static void sendPieces(Http2Probe probe, int stream, int count) throws IOException {
        Http2Frames piece = frames().data(stream, false, "x".repeat(16_384));
        for (int i = 0; i < count; i++) {
            probe.send(piece);
        }
    }

    // Flow control of what is sent

    @Test
    void sendsNoMoreThanTheWindowsAllow() throws IOException {
        try (Http2Probe probe = new Http2Probe(gateway.address())) {
            probe.send(frames().text(Http2Frames.PREFACE).setting(4, 0).get(1, PATH));
            assertThat(probe.sync())
                    .noneMatch(frame -> frame.type() == DATA)
                    .anyMatch(frame -> frame.type() == HEADERS);
            assertThat(probe.send(frames().windowUpdate(1, 1)).read(DATA).text())
                    .isEqualTo("{");
            assertThat(probe.send(frames().setting(4, 3)).read(DATA).text()).isEqualTo("\"st");
            assertThat(probe.sync()).noneMatch(frame -> frame.type() == DATA);
            probe.send(frames().setting(4, 0)); // the stream's window is negative now
            assertThat(probe.send(frames().windowUpdate(1, 3)).sync()).noneMatch(frame -> frame.type() == DATA);
            Http2Frame rest = probe.send(frames().windowUpdate(1, 100)).read(DATA);
            assertThat(rest.text()).isEqualTo("atus\":\"ok\"}");
            assertThat(rest.isEndOfStream()).isTrue();
        }
    }

    @Test
    void sendsStreamsInTurnWhenTheConnectionsWindowIsShort() throws IOException {
        try (Http2Probe probe = new Http2Probe(gateway.address())) {
            probe.send(frames().preface());
            int used = 0;
            int stream = 1;
            while (used < 65_535 - 15) {
                used += probe.get(stream, PATH).body().length;
                stream += 2;
            }
            int left = 65_535 - used;
            probe.send(frames().get(stream, PATH).get(stream + 2, PATH));
            int sent = probe.sync().stream()
                    .filter(frame -> frame.type() == DATA)
                    .mapToInt(frame -> frame.payload().length)
                    .sum();
            assertThat(sent).isEqualTo(left);
            probe.send(frames().windowUpdate(0, 1000));
            int rest = 30 - left;
            while (rest > 0) {
                rest -= probe.read(DATA).payload().length;
            }
            assertThat(rest).isZero();
        }
    }
}
