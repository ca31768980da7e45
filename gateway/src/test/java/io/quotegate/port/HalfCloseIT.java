package io.quotegate.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.codec.proto.v1.ListFilesRequest;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that close their half: what they asked for is answered whole, and then, and only then, closed. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // the gateway is started by each test, as it wants it
class HalfCloseIT {
    private static final int LARGE_BYTES = 8_000_000;
    private static final String MARK = "x";

    @TempDir
    private Path offered;

    private Gateway gateway;
    private InetSocketAddress address;

    /** What is asked before the client closes its half, and what the whole answer holds. */
    private enum Asked {
        LIST("GET /v1/files HTTP/1.1\r\nHost: localhost\r\n\r\n", "\"size\":" + LARGE_BYTES),
        FILE("GET /v1/files/large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n", MARK.repeat(LARGE_BYTES)),
        LAST_FILE(
                "GET /v1/files/large.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                MARK.repeat(LARGE_BYTES)),
        OLD_FILE("GET /v1/files/large.bin HTTP/1.0\r\n\r\n", MARK.repeat(LARGE_BYTES)),
        FILES(
                "GET /v1/files/small.txt HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(3)
                        + "GET /v1/info HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\"name\":\"quotegate\""),
        JSON_LIST("{\"op\":\"files\"}{\"op\":\"ping\"}", "\"size\":" + LARGE_BYTES),
        FRAMES_LIST(frame("{\"op\":\"files\"}"), "\"size\":" + LARGE_BYTES),
        FRAMES_FILE(frame("{\"op\":\"file\",\"name\":\"large.bin\"}"), "{\"event\":\"file-end\"}"),
        FRAMES_FILE_THEN_LIST(
                frame("{\"op\":\"file\",\"name\":\"large.bin\"}") + frame("{\"op\":\"files\"}"),
                "\"size\":" + LARGE_BYTES + ",\"modified\""),
        FRAMES_FILE_BESIDE_QUOTES(
                frame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}")
                        + frame("{\"op\":\"file\",\"name\":\"large.bin\"}"),
                "{\"event\":\"file-end\"}"),
        WEBSOCKET_FILE(
                webSocket("/v1/stream") + text("{\"op\":\"file\",\"name\":\"large.bin\"}"), "{\"event\":\"file-end\"}"),
        WEBSOCKET_LIST(webSocket("/v1/stream") + text("{\"op\":\"files\"}"), "\"size\":" + LARGE_BYTES),
        GRPC_WEB_LIST(call("ListFiles", ListFilesRequest.getDefaultInstance()), "grpc-status: 0"),
        GRPC_WEB_FILE(
                call("Download", FileRequest.newBuilder().setName("large.bin").build()), "grpc-status: 0"),
        HTTP_2_LIST(latin(new Http2Frames().preface().get(1, "/v1/files").bytes()), "\"size\":" + LARGE_BYTES),
        HTTP_2_FILE(
                latin(new Http2Frames().preface().get(1, "/v1/files/small.txt").bytes()), "small");

        private final String request;
        private final String last;

        Asked(String request, String last) {
            this.request = request;
            this.last = last;
        }

        private void ask(RawSocket socket) throws IOException {
            socket.send(request.getBytes(ISO_8859_1));
        }

        /** Too long to be shown where it is not. */
        private void assertWhole(String answer) {
            String end = answer.substring(Math.max(0, answer.length() - 200));
            assertThat(answer.contains(last))
                    .as("%d characters that end with %s", answer.length(), end)
                    .isTrue();
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static String frame(String payload) {
        byte[] bytes = payload.getBytes(UTF_8);
        return latin(ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array());
    }

    private static String webSocket(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    }

    private static String text(String message) {
        return latin(WebSocketProbe.encode(0x80 | WebSocketProbe.TEXT, message.getBytes(UTF_8)));
    }

    private static String call(String method, MessageLite request) {
        return call("FileService", method, request);
    }

    private static String call(String service, String method, MessageLite request) {
        byte[] body = WebBody.framed(request);
        return "POST /quotegate.v1." + service + '/' + method + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/grpc-web+proto\r\nContent-Length: " + body.length + "\r\n\r\n"
                + latin(body);
    }

    private void start(String... more) throws IOException {
        Files.writeString(offered.resolve("large.bin"), MARK.repeat(LARGE_BYTES));
        Files.writeString(offered.resolve("small.txt"), "small");
        String[] sets = Stream.concat(Stream.of("files.dir=" + offered), Stream.of(more))
                .toArray(String[]::new);
        gateway = TestGateways.start(sets);
        address = gateway.address();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource
    void areAnsweredWhenTheyCloseTheirHalfAtOnce(Asked asked) throws IOException {
        start();
        areAnsweredAtOnce(asked);
    }

    @ParameterizedTest
    @EnumSource
    void areAnsweredWhenTheyCloseTheirHalfAmidTheAnswer(Asked asked) throws IOException {
        start();
        try (RawSocket socket = new RawSocket(address)) {
            asked.ask(socket);
            String first = Character.toString(socket.readByte());
            socket.shutdownOutput();
            asked.assertWhole(first + socket.readToEnd());
        }
        assertThatNobodyIsLeft();
    }

    static List<Arguments> transports() {
        return Stream.of("nio", "epoll", "io_uring")
                .flatMap(transport -> Stream.of(Asked.FILE, Asked.LAST_FILE, Asked.FRAMES_FILE, Asked.JSON_LIST)
                        .map(asked -> Arguments.of(transport, asked)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void areAnsweredOnEveryTransport(String transport, Asked asked) throws IOException {
        try {
            start("server.transport=" + transport);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("is not available on this machine");
            Assumptions.abort(e.getMessage());
        }
        areAnsweredAtOnce(asked);
    }

    private void areAnsweredAtOnce(Asked asked) throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            asked.ask(socket);
            socket.shutdownOutput();
            asked.assertWhole(socket.readToEnd());
        }
        assertThatNobodyIsLeft();
    }

    /** Its kernel holds little, so that most of the file waits for it to read. */
    @Test
    void areAnsweredHoweverSlowlyTheyRead() throws IOException {
        start();
        try (RawSocket socket = new RawSocket(address, 4096)) {
            Asked.LAST_FILE.ask(socket);
            socket.shutdownOutput();
            String head = socket.readUntil("\r\n\r\n");
            assertThat(head).contains("content-length: " + LARGE_BYTES);
            assertThat(socket.readBytes(LARGE_BYTES)).containsOnly('x');
            assertThat(socket.readToEnd()).isEmpty();
        }
        assertThatNobodyIsLeft();
    }

    /** What is pushed never ends by itself, and so ends with the client's half. */
    private enum Pushed {
        EVENTS("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n", "event: bye\ndata: client_closed\n\n"),
        FRAMES(frame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}"), "\"subscribed\""),
        JSON("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}", "\"subscribed\""),
        WEBSOCKET(
                webSocket("/v1/stream") + text("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}"),
                "client_closed"),
        GRPC_WEB(
                call("QuoteService", "StreamQuotes", StreamQuotesRequest.getDefaultInstance()),
                "grpc-message: client_closed"),
        HTTP_2(latin(new Http2Frames().preface().get(1, "/v1/stream").bytes()), "data: client_closed");

        private final String request;
        private final String last;

        Pushed(String request, String last) {
            this.request = request;
            this.last = last;
        }
    }

    @ParameterizedTest
    @EnumSource
    void areToldThatSubscriptionsEndWithTheirHalf(Pushed pushed) throws IOException {
        start();
        try (RawSocket socket = new RawSocket(address)) {
            socket.send(pushed.request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            assertThat(socket.readToEnd()).contains(pushed.last);
        }
        assertThatNobodyIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/info HTTP/1.1\r\nHost: localhost\r\nA: b",
                "POST /v1/info HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx",
                "POST /v1/info HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
            })
    void areToldThatTheirRequestIsNotWhole(String request) throws IOException {
        start();
        try (RawSocket socket = new RawSocket(address)) {
            socket.send(request);
            socket.shutdownOutput();
            assertThat(socket.readToEnd()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
        assertThatNobodyIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "P", "GET /v1/info HTT", "{\"op\":\"pi", "\0\0\0", "\0\0\0\11{\"op"})
    void areLeftWithoutAWordWhereNothingWasAsked(String begun) throws IOException {
        start();
        try (RawSocket socket = new RawSocket(address)) {
            socket.send(begun);
            socket.shutdownOutput();
            assertThat(socket.readToEnd()).isEmpty();
        }
        assertThatNobodyIsLeft();
    }

    private void assertThatNobodyIsLeft() {
        SimulatedMarket.await("nobody is left but who asks", () -> {
            try {
                return openConnections() == 1;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private double openConnections() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (RawSocket socket = new RawSocket(address)) {
            socket.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            body.writeBytes(socket.readToEnd().getBytes(UTF_8));
        }
        return body.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("quotegate_connections{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
