package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.GOAWAY;
import static io.quotegate.gateway.testkit.Http2Frames.HEADERS;
import static io.quotegate.gateway.testkit.Http2Frames.RST_STREAM;
import static io.quotegate.gateway.testkit.Http2Frames.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.app.Gateway;
import io.quotegate.app.GatewayOptions;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same wrong requests, byte for byte, to our port and to grpc-java's own server with the same service. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcOracleIT {
    private static final Logger CHATTER = Logger.getLogger("io.grpc"); // held, or it is collected
    private static final int LIMIT = 20_000;
    private static final String ANSWER = "/quotegate.test.Oracle/Answer";
    private static final String GRPC = "application/grpc";
    private static final String MESSAGE = "00 00000003 0a0141"; // {pair: "A"}

    private Gateway gateway;
    private Server oracle;

    /** A request on stream 1, and how both answer it. */
    private record Case(String name, Http2Frames request) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A request that we answer otherwise on purpose. */
    private record Difference(String name, Http2Frames request, String ours, String theirs, String why) {
        @Override
        public String toString() {
            return name + ", because " + why;
        }
    }

    @BeforeAll
    void start() throws IOException {
        CHATTER.setLevel(Level.OFF);
        gateway = TestGateways.start(
                GatewayOptions.DEFAULT.withCalls(List.of(new OracleCalls())), "limits.frame=" + LIMIT + "B");
        oracle = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new OracleCalls())
                .maxInboundMessageSize(LIMIT)
                .build()
                .start();
    }

    @AfterAll
    void stop() {
        gateway.close();
        oracle.shutdownNow();
    }

    private static Stream<Case> sameAnswers() {
        return Stream.of(
                call("a good call", ANSWER, MESSAGE),
                call("an empty message", ANSWER, "00 00000000"),
                call("malformed Protobuf", ANSWER, "00 00000003 ffffff"),
                call("malformed UTF-8 in a string", ANSWER, "00 00000003 0a01ff"),
                call("a message cut short", ANSWER, "00 0000000a 0a0141"),
                call("a message cut within its length", ANSWER, "00 0000"),
                call("a flag that means nothing", ANSWER, "02 00000003 0a0141"),
                call("compressed without grpc-encoding", ANSWER, "01 00000003 0a0141"),
                with("compressed, but not as it says", "grpc-encoding", "gzip", "01 00000003 0a0141"),
                with("an empty compressed message", "grpc-encoding", "gzip", "01 00000000"),
                with("not compressed though it may be", "grpc-encoding", "gzip", MESSAGE),
                with("identity", "grpc-encoding", "identity", MESSAGE),
                with("an encoding that nobody knows", "grpc-encoding", "br", MESSAGE),
                call("too large", ANSWER, "00 00004e21 0a0141"),
                call("as large as can be said", ANSWER, "00 ffffffff 0a0141"),
                call("an unknown method", "/quotegate.test.Oracle/Nothing", MESSAGE),
                call("an unknown service", "/quotegate.test.Nothing/Answer", MESSAGE),
                call("two messages", ANSWER, MESSAGE + MESSAGE),
                call("no message", ANSWER, ""),
                call("a service that throws", "/quotegate.test.Oracle/Throw", MESSAGE),
                call("a service that throws an Error", "/quotegate.test.Oracle/ThrowError", MESSAGE),
                call("a service that throws a status", "/quotegate.test.Oracle/ThrowStatus", MESSAGE),
                call("a service that fails with a status", "/quotegate.test.Oracle/FailStatus", MESSAGE),
                call("a service that fails otherwise", "/quotegate.test.Oracle/FailOtherwise", MESSAGE),
                call("a service that throws after an answer", "/quotegate.test.Oracle/ThrowAfterAnswer", MESSAGE),
                with("a long time", "grpc-timeout", "99999999H", MESSAGE),
                with("binary metadata", "x-bin", "AAEC", MESSAGE),
                typed("no content type", "POST"),
                typed("another content type", "POST", "content-type", "text/plain"),
                typed("a longer content type", "POST", "content-type", "application/grpcx"),
                typed("a content type in capitals", "POST", "content-type", "Application/GRPC"),
                typed("a content type with a parameter", "POST", "content-type", "application/grpc; a=b"),
                typed("Protobuf said so", "POST", "content-type", "application/grpc+proto"),
                typed("GET", "GET", "content-type", GRPC),
                typed("PUT", "PUT", "content-type", GRPC),
                typed("no te", "POST", "content-type", GRPC));
    }

    private static Case call(String name, String path, String hexBody) {
        return new Case(name, frames(request("POST", path, "content-type", GRPC, "te", "trailers"), hexBody));
    }

    private static Case with(String name, String field, String value, String hexBody) {
        String[] head = request("POST", ANSWER, "content-type", GRPC, "te", "trailers", field, value);
        return new Case(name, frames(head, hexBody));
    }

    private static Case typed(String name, String method, String... fields) {
        return new Case(name, frames(request(method, ANSWER, fields), MESSAGE));
    }

    /** A compressed message whose pair is of so many zeros. */
    private static String gzipped(int length) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(GetQuoteRequest.newBuilder()
                    .setPair("0".repeat(length))
                    .build()
                    .toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "01 %08x %s".formatted(packed.size(), HexFormat.of().formatHex(packed.toByteArray()));
    }

    private static Http2Frames frames(String[] head, String hexBody) {
        return new Http2Frames().headers(1, false, head).frame(DATA, Http2Frames.END_STREAM, 1, hexBody);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameAnswers")
    void answersAsGrpcJavaDoes(Case wrong) throws IOException {
        assertThat(ours(wrong.request())).isEqualTo(theirs(wrong.request()));
    }

    private static Stream<Difference> differences() {
        return Stream.of(
                new Difference(
                        "a time that is over",
                        with("", "grpc-timeout", "0n", MESSAGE).request(),
                        "200, 0 messages, grpc-status 4",
                        "no head, 0 messages, reset 8",
                        "a status says more than a reset, and clients take either"),
                new Difference(
                        "a message that unpacks to too much",
                        with("", "grpc-encoding", "gzip", gzipped(LIMIT + 1)).request(),
                        "200, 0 messages, grpc-status 8",
                        "200, 0 messages, grpc-status 2",
                        "too large is RESOURCE_EXHAUSTED, packed or not"),
                new Difference(
                        "binary metadata that is no Base64",
                        with("", "x-bin", "#", MESSAGE).request(),
                        "200, 0 messages, grpc-status 3",
                        "no head, 0 messages, reset 1",
                        "a status says what was wrong, and the connection is worth keeping"),
                new Difference(
                        "a timeout without a unit",
                        with("", "grpc-timeout", "100", MESSAGE).request(),
                        "200, 0 messages, grpc-status 3",
                        "no head, 0 messages, reset 2",
                        "a status says what was wrong"),
                new Difference(
                        "a timeout that is no number",
                        with("", "grpc-timeout", "soonS", MESSAGE).request(),
                        "200, 0 messages, grpc-status 3",
                        "no head, 0 messages, reset 2",
                        "a status says what was wrong"),
                new Difference(
                        "a timeout with nine digits",
                        with("", "grpc-timeout", "123456789S", MESSAGE).request(),
                        "200, 0 messages, grpc-status 3",
                        "no head, 0 messages, reset 2",
                        "a status says what was wrong"),
                new Difference(
                        "JSON",
                        typed("", "POST", "content-type", "application/grpc+json")
                                .request(),
                        "415, 0 messages, grpc-status 13",
                        "200, 1 messages, grpc-status 0",
                        "what says it is JSON is not to be read as Protobuf"),
                new Difference(
                        "a service that completes without an answer",
                        call("", "/quotegate.test.Oracle/CompleteEmpty", MESSAGE)
                                .request(),
                        "200, 0 messages, grpc-status 2",
                        "no head, 0 messages, reset 8",
                        "a status says more than a reset, and clients take either"),
                new Difference(
                        "a service that answers twice",
                        call("", "/quotegate.test.Oracle/AnswerTwice", MESSAGE).request(),
                        "200, 1 messages, grpc-status 2",
                        "200, 0 messages, reset 8",
                        "a status says more than a reset, and clients take either"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void answersOtherwiseOnPurpose(Difference difference) throws IOException {
        assertThat(theirs(difference.request())).isEqualTo(difference.theirs());
        assertThat(ours(difference.request())).isEqualTo(difference.ours());
    }

    /** How our port answers, whose connection then serves a good call. */
    private String ours(Http2Frames request) throws IOException {
        try (Http2Probe probe = Http2Probe.open(gateway.address())) {
            String outcome = outcome(probe.send(request), 1);
            String[] head = request("POST", ANSWER, "content-type", GRPC, "te", "trailers");
            Http2Frames good =
                    new Http2Frames().headers(3, false, head).frame(DATA, Http2Frames.END_STREAM, 3, MESSAGE);
            assertThat(outcome(probe.send(good), 3)).isEqualTo("200, 1 messages, grpc-status 0");
            return outcome;
        }
    }

    private String theirs(Http2Frames request) throws IOException {
        try (Http2Probe probe =
                Http2Probe.open((InetSocketAddress) oracle.getListenSockets().get(0))) {
            return outcome(probe.send(request), 1);
        }
    }

    private static String outcome(Http2Probe probe, int stream) throws IOException {
        String httpStatus = "no head";
        String grpcStatus = "without a status";
        int messages = 0;
        while (true) {
            Http2Frame frame = probe.read();
            if (frame.type() == GOAWAY) {
                return "goaway " + frame.code();
            } else if (frame.stream() != stream) {
                continue;
            } else if (frame.type() == RST_STREAM) {
                return httpStatus + ", " + messages + " messages, reset " + frame.code();
            } else if (frame.type() == HEADERS) {
                httpStatus = text(frame.fields(), ":status", httpStatus);
                grpcStatus = text(frame.fields(), "grpc-status", grpcStatus);
            } else if (frame.type() == DATA && frame.payload().length > 0) {
                messages += httpStatus.equals("200") ? 1 : 0; // else it is a text for people
            }
            if (frame.isEndOfStream()) {
                return httpStatus + ", " + messages + " messages, grpc-status " + grpcStatus;
            }
        }
    }

    private static String text(Http2Headers fields, String name, String otherwise) {
        CharSequence value = fields.get(name);
        return value == null ? otherwise : value.toString();
    }
}
