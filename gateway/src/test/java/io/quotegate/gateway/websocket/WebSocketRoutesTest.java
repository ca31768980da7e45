package io.quotegate.gateway.websocket;

import static io.quotegate.codec.websocket.WebSocketFrames.BINARY;
import static io.quotegate.codec.websocket.WebSocketFrames.CLOSE;
import static io.quotegate.codec.websocket.WebSocketFrames.COMPRESSED;
import static io.quotegate.codec.websocket.WebSocketFrames.CONTINUATION;
import static io.quotegate.codec.websocket.WebSocketFrames.FIN;
import static io.quotegate.codec.websocket.WebSocketFrames.PING;
import static io.quotegate.codec.websocket.WebSocketFrames.PONG;
import static io.quotegate.codec.websocket.WebSocketFrames.TEXT;
import static io.quotegate.gateway.http.RecordingStream.asking;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Ping;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.websocket.MessageDeflater;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RecordingStream;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.TestServices;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.text.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class WebSocketRoutesTest {
    private static final long HEARTBEAT_NS = TimeUnit.SECONDS.toNanos(15);

    private final TestLoop loop = new TestLoop();
    private final RecordingStream stream = new RecordingStream(loop.context);

    @AfterEach
    void close() {
        stream.served.closed(true);
        loop.close();
    }

    private HttpRouter router(boolean echo) {
        HttpRoutes routes = new HttpRoutes();
        RequestDecoders decoders = new RequestDecoders(new JsonRequestDecoder(64), new ProtoRequestDecoder());
        new WebSocketRoutes(TestServices.of(loop, Path.of("none"), Runnable::run), decoders, echo).addTo(routes);
        return new HttpRouter(routes, SiteRules.of(List.of(), false, List.of()));
    }

    private RecordingStream open(RecordingStream opened, String path, String... fields) {
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "sec-websocket-version";
        all[fields.length + 1] = "13";
        opened.served.begin(router(true), asking(HttpMethod.GET, "websocket", path, all));
        return opened;
    }

    private void open(String path, String... fields) {
        open(stream, path, fields);
    }

    private static byte[] frame(int firstByte, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        WebSocketFrames.maskedFrame(out, firstByte, payload, payload.length, 0x01020304);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes).release();
        return bytes;
    }

    private static byte[] frame(int firstByte, String payload) {
        return frame(firstByte, payload.getBytes(UTF_8));
    }

    private static byte[] all(byte[]... frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    private void send(byte[]... frames) {
        ByteBuf bytes = Unpooled.wrappedBuffer(all(frames));
        stream.served.onBody(bytes);
        bytes.release();
    }

    /** The frames that came: each {@code first byte:payload}, a close as its code. */
    private static List<String> heard(RecordingStream from) {
        ByteBuffer in = ByteBuffer.wrap(from.bodyBytes());
        List<String> frames = new ArrayList<>();
        while (in.hasRemaining()) {
            int first = in.get() & 0xFF;
            int length = in.get() & 0x7F;
            byte[] payload = new byte[length == 126 ? in.getShort() & 0xFFFF : length];
            in.get(payload);
            frames.add(
                    (first & 0x0F) == CLOSE && payload.length > 1
                            ? "close " + ByteBuffer.wrap(payload).getShort()
                            : Integer.toHexString(first) + ':' + new String(payload, UTF_8));
        }
        return frames;
    }

    private List<String> heard() {
        return heard(stream);
    }

    // The opening

    @Test
    void opensTheOperations() {
        open("/v1/stream");
        assertThat(stream.upgraded).isTrue();
        assertThat(stream.protocol).isEqualTo(Protocol.WEBSOCKET);
        assertThat(stream.fieldCount()).isZero();
        send(frame(FIN | TEXT, "{\"op\":\"ping\"}"));
        assertThat(heard()).containsExactly("81:{\"event\":\"pong\"}");
    }

    @Test
    void agreesToProtobufWhereItIsOffered() throws IOException {
        open("/v1/stream", "sec-websocket-protocol", "chat", "sec-websocket-protocol", " quotegate.v1.protobuf ");
        assertThat(stream.field(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)).isEqualTo("quotegate.v1.protobuf");
        send(frame(
                FIN | BINARY,
                ClientFrame.newBuilder()
                        .setPing(Ping.getDefaultInstance())
                        .build()
                        .toByteArray()));
        byte[] answer = stream.bodyBytes();
        assertThat(answer[0]).isEqualTo((byte) (FIN | BINARY));
        assertThat(ServerFrame.parseFrom(Arrays.copyOfRange(answer, 2, answer.length))
                        .hasPong())
                .isTrue();
        send(frame(FIN | TEXT, "{\"op\":\"ping\"}"));
        byte[] refused = stream.bodyBytes();
        assertThat(ServerFrame.parseFrom(Arrays.copyOfRange(refused, 2, refused.length))
                        .getError()
                        .getMessage())
                .contains("expected: binary");
    }

    @Test
    void pushesSbeInBinaryMessagesBesideAnswersInTextWhereThatWasAgreed() {
        open("/v1/stream", "sec-websocket-protocol", "quotegate.v1.json, quotegate.v1.sbe, bearer.none");
        assertThat(stream.field(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)).isEqualTo("quotegate.v1.sbe");
        loop.publish(0, "1.50");
        send(frame(FIN | TEXT, "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"]}"));
        List<String> heard = heard();
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0)).startsWith("81:{\"event\":\"subscribed\"").contains("\"format\":\"sbe\"");
        assertThat(heard.get(1)).startsWith("82:X\0\1\0").endsWith("BTC-USDT");
        send(frame(FIN | BINARY, "x"));
        assertThat(heard()).singleElement().asString().startsWith("81:").contains("binary message");
    }

    @Test
    void refusesBinaryMessagesWhereProtobufWasNotAgreed() {
        open("/v1/stream", "sec-websocket-protocol", "chat");
        assertThat(stream.field(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)).isEmpty();
        send(frame(FIN | BINARY, "x"));
        assertThat(heard()).singleElement().asString().contains("subprotocol quotegate.v1.protobuf");
    }

    @Test
    void agreesToCompressionWhereItIsOffered() {
        open("/v1/stream", "sec-websocket-extensions", "permessage-deflate");
        assertThat(stream.field(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)).startsWith("permessage-deflate");
        byte[] request = "{\"op\":\"ping\"}".getBytes(UTF_8);
        ByteWriter deflated = new ByteWriter(100);
        try (MessageDeflater deflater = new MessageDeflater()) {
            deflater.deflate(request, 0, request.length, MessageDeflater.MAX_WINDOW_BITS, deflated);
        }
        send(frame(FIN | COMPRESSED | TEXT, deflated.toByteArray()));
        assertThat(stream.bodyBytes()).isNotEmpty().startsWith(FIN | COMPRESSED | TEXT);
    }

    @Test
    void agreesToProtobufAndCompressionAtOnce() {
        open(
                "/v1/stream",
                "sec-websocket-protocol",
                "quotegate.v1.protobuf",
                "sec-websocket-extensions",
                "permessage-deflate");
        assertThat(stream.fieldCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"/courses, {}", "/BTC-USDT, {}", "/ETH-USDT, {}"})
    void answersAnythingWithTheLastPrices(String path, String prices) {
        open(path);
        send(frame(FIN | TEXT, "anything"), frame(FIN | BINARY, new byte[] {1}));
        assertThat(heard()).containsExactly("81:" + prices, "81:" + prices);
    }

    @Test
    void opensNoUnknownPair() {
        open("/XYZ-USDT");
        assertThat(stream.upgraded).isFalse();
        assertThat(stream.status()).isEqualTo(404);
        assertThat(stream.body()).contains("\"code\":\"unknown_pair\"");
        assertThat(stream.finished).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "14", ""})
    void opensNoOtherVersion(String version) {
        stream.served.begin(
                router(true), asking(HttpMethod.CONNECT, "websocket", "/courses", "sec-websocket-version", version));
        assertThat(stream.status()).isEqualTo(400);
        assertThat(stream.body()).contains("sec-websocket-version (expected: 13)");
    }

    @Test
    void echoesOnlyWhereThatIsServed() {
        stream.served.begin(
                router(false), asking(HttpMethod.GET, "websocket", "/_echo", "sec-websocket-version", "13"));
        assertThat(stream.status()).isEqualTo(404);
    }

    @Test
    void echoesCompressedWhereThatWasAgreed() {
        open("/_echo", "sec-websocket-extensions", "permessage-deflate; server_max_window_bits=10");
        send(frame(FIN | TEXT, "plain"), frame(FIN | BINARY, "plain"));
        byte[] answer = stream.bodyBytes();
        assertThat(answer[0]).isEqualTo((byte) (FIN | COMPRESSED | TEXT));
        assertThat(stream.field(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)).contains("server_max_window_bits=10");
    }

    // The session

    @Test
    void readsMessagesHoweverTheyAreCut() {
        byte[] sent = all(
                frame(TEXT, "first "),
                frame(FIN | PING, "amid"),
                frame(CONTINUATION, "second "),
                frame(FIN | CONTINUATION, "third"),
                frame(FIN | BINARY, "binary"),
                frame(FIN | PONG, "unasked"),
                frame(FIN | CLOSE, new byte[] {3, (byte) 0xE8}));
        EverySplit.of(sent, (pieces, name) -> {
            RecordingStream cut = open(new RecordingStream(loop.context), "/_echo");
            pieces.forEach(piece -> {
                cut.served.onBody(piece);
                piece.release();
            });
            assertThat(heard(cut))
                    .as(name)
                    .containsExactly("8a:amid", "81:first second third", "82:binary", "close 1000");
            assertThat(cut.served.reason()).as(name).isEqualTo(DisconnectReason.CLIENT_CLOSED);
            cut.served.closed(true);
        });
    }

    @Test
    void answersACloseWithoutACodeWithoutOne() {
        open("/_echo");
        send(frame(FIN | CLOSE, ""));
        assertThat(heard()).containsExactly("88:");
        assertThat(stream.finished).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {FIN | CONTINUATION, FIN | 3, FIN | COMPRESSED | TEXT, TEXT | 0x10})
    void endsWithACodeWhatBreaksTheRules(int firstByte) {
        open("/v1/stream");
        send(frame(firstByte, "x"));
        assertThat(heard()).containsExactly("close 1002");
        assertThat(stream.served.reason()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void endsAClientThatDoesNotMask() {
        open("/v1/stream");
        send(new byte[] {(byte) 0x81, 1, 'x'});
        assertThat(heard()).containsExactly("close 1002");
    }

    @Test
    void endsTextThatIsNotUtf8() {
        open("/v1/stream");
        send(frame(FIN | TEXT, new byte[] {-1}));
        assertThat(heard()).containsExactly("close 1007");
    }

    @Test
    void endsAMessageThatIsTooLong() {
        open("/v1/stream");
        send(new byte[] {(byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0x7F, 0, 0, 0, 0, 0, 0, 0});
        assertThat(heard()).containsExactly("close 1009");
    }

    @Test
    void readsNothingBehindItsEnd() {
        open("/v1/stream");
        send(
                frame(FIN | TEXT, "{\"op\":\"bye\"}"),
                frame(FIN | TEXT, "{\"op\":\"ping\"}"),
                frame(FIN | BINARY, "x"),
                frame(FIN | PING, "x"));
        List<String> heard = heard();
        assertThat(heard).noneMatch(frame -> frame.contains("pong") || frame.startsWith("8a"));
        assertThat(stream.served.reason()).isEqualTo(DisconnectReason.CLIENT_BYE);
    }

    @Test
    void endsWhenTheClientEndsWithoutAClose() {
        open("/v1/stream");
        stream.served.onBodyEnd();
        assertThat(heard()).containsExactly("close 1000");
        assertThat(stream.served.reason()).isEqualTo(DisconnectReason.CLIENT_CLOSED);
    }

    @Test
    void saysWhyItIsEnded() {
        open("/v1/stream");
        assertThat(stream.served.drains()).isFalse();
        stream.end(DisconnectReason.SERVER_SHUTDOWN);
        List<String> heard = heard();
        assertThat(heard).hasSize(2).last().isEqualTo("close 1012");
        assertThat(heard).first().asString().contains("{\"event\":\"bye\",\"reason\":\"server_shutdown\",\"retryMs\":");
    }

    @Test
    void endsAMessageThatIsNotEndedInTime() {
        open("/v1/stream");
        send(frame(TEXT, "half"));
        stream.incompleteNs = TimeUnit.SECONDS.toNanos(10);
        stream.served.onTime(1);
        assertThat(stream.finished).isFalse();
        stream.incompleteNs++;
        stream.served.onTime(1);
        assertThat(heard()).containsExactly("close 4003");
    }

    @Test
    void countsAMessageFromItsFirstFrameHoweverManyFollow() {
        open("/_echo");
        send(frame(TEXT, "a")); // of a message that is not ended
        send(frame(0, "b"), frame(FIN | PING, ""));
        send(frame(0, "c"));
        assertThat(stream.begunMessages).isEqualTo(1);
        send(frame(FIN, "d"), frame(TEXT, "e"));
        assertThat(heard()).containsExactly("8a:", "81:abcd");
        assertThat(stream.begunMessages).as("another was begun").isEqualTo(2);
        assertThat(stream.midMessage).isTrue();
    }

    @Test
    void doesNotCountTheTimeInWhichAMessageIsNotTaken() {
        open("/v1/stream");
        stream.unsentBytes = loop.context.limits().pendingBytes() + 1L;
        send(frame(FIN | TEXT, "{\"op\":\"ping\"}"), frame(TEXT, "half"));
        stream.incompleteNs = TimeUnit.SECONDS.toNanos(11);
        stream.midMessage = true; // of long ago
        stream.served.onTime(1);
        assertThat(stream.finished).isFalse();
        int begun = stream.begunMessages;
        stream.unsentBytes = 0;
        stream.served.onWritable();
        assertThat(stream.begunMessages).isEqualTo(begun + 1);
        stream.served.onTime(1);
        assertThat(heard()).last().isEqualTo("close 4003");
    }

    @Test
    void isOnlyToBeLeftAsleepWhereItIsPushedTheNewest() {
        open("/v1/stream");
        assertThat(stream.served.isConflated()).isFalse();
        send(frame(FIN | TEXT, "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}"));
        assertThat(stream.served.isConflated()).isTrue();
        send(frame(FIN | TEXT, "{\"op\":\"chat-join\",\"room\":\"a\",\"user\":\"anna\"}"));
        assertThat(stream.served.isConflated())
                .as("it has a name that others want")
                .isFalse();
        send(frame(FIN | TEXT, "{\"op\":\"chat-leave\"}"));
        send(frame(FIN | TEXT, "{\"op\":\"subscribe\",\"channel\":\"trades\",\"pairs\":[\"*\"],\"mode\":\"all\"}"));
        assertThat(stream.served.isConflated()).isFalse();
    }

    @Test
    void pingsAClientThatIsQuietAndEndsOneThatDoesNotAnswer() {
        open("/v1/stream");
        stream.served.onTime(1);
        assertThat(heard()).isEmpty();
        stream.quietNs = HEARTBEAT_NS;
        stream.served.onTime(1);
        stream.quietNs = 0;
        assertThat(heard()).containsExactly("89:");
        send(frame(FIN | PONG, ""));
        stream.served.onTime(1 + 2 * HEARTBEAT_NS);
        assertThat(stream.finished).isFalse();
        stream.quietNs = HEARTBEAT_NS;
        stream.served.onTime(1);
        stream.served.onTime(2 * HEARTBEAT_NS);
        assertThat(heard()).containsExactly("89:", "89:");
        stream.served.onTime(1 + 2 * HEARTBEAT_NS);
        assertThat(heard()).containsExactly("close 4002");
    }

    @Test
    void doesNotTakeTheSilenceOfAClientThatIsBehindForItsEnd() {
        open("/v1/stream");
        stream.quietNs = HEARTBEAT_NS;
        stream.served.onTime(1);
        stream.unsentBytes = 1;
        stream.served.onTime(10 * HEARTBEAT_NS);
        assertThat(stream.finished).isFalse();
        stream.unsentBytes = 0;
        stream.quietNs = 0;
        stream.served.onTime(11 * HEARTBEAT_NS);
        assertThat(stream.finished).isFalse();
        stream.served.onTime(12 * HEARTBEAT_NS);
        assertThat(stream.finished).isTrue();
    }

    @Test
    void takesNoMoreFromAClientThatTakesNoAnswers() {
        open("/_echo");
        byte[] message = frame(FIN | TEXT, "x");
        send(message);
        assertThat(stream.consumed).isEqualTo(message.length);
        stream.unsentBytes = loop.context.limits().pendingBytes() + 1L;
        send(message);
        assertThat(stream.consumed).isEqualTo(message.length);
        stream.served.onWritable();
        assertThat(stream.consumed).isEqualTo(message.length);
        stream.unsentBytes = 0;
        stream.served.onWritable();
        stream.served.onWritable();
        assertThat(stream.consumed).isEqualTo(2 * message.length);
    }

    @Test
    void givesBackWhatItHoldsForAClientThatHasStillToReadWhyItEnds() {
        HttpRouter router = router(false);
        byte[] claim = frame(FIN | TEXT, "{\"op\":\"chat-join\",\"room\":\"lobby\",\"user\":\"anna\"}");
        RecordingStream other = new RecordingStream(loop.context);
        for (RecordingStream each : List.of(stream, other)) {
            each.served.begin(router, asking(HttpMethod.GET, "websocket", "/v1/stream", "sec-websocket-version", "13"));
            ByteBuf bytes = Unpooled.wrappedBuffer(claim);
            each.served.onBody(bytes);
            bytes.release();
            each.end(DisconnectReason.SLOW_CONSUMER);
            assertThat(heard(each))
                    .containsExactly(
                            "81:{\"event\":\"chat-joined\",\"room\":\"lobby\",\"members\":[\"anna\"]}", "close 4001");
        }
        other.served.closed(true);
    }

    @Test
    void pushesWhatWasSubscribedUntilTheClientLeaves() {
        open("/v1/stream");
        send(frame(FIN | TEXT, "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"]}"));
        loop.publish(0, "1.5");
        loop.turn();
        assertThat(heard()).anyMatch(frame -> frame.contains("\"bid\":\"1.5\""));
        stream.served.closed(false);
        loop.publish(0, "1.6");
        loop.turn();
        assertThat(heard()).isEmpty();
    }
}
